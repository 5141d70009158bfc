"""Places in Aleppo governorate: real ones, with coordinates rounded to a hundredth of a degree."""

import numpy as np

from invented.names import SCHOOLS, Words, romanised

# District in English and Arabic; then places as `Arabic sounds latitude longitude weight`, weight being how much of
# the invented fighting falls there.
DISTRICTS = {
    ("Jebel Saman", "جبل سمعان"): """
+باب النيرب bAb+nayrab 36.18 37.18 4|+طريق الباب TarIq+bAb 36.21 37.20 5|+الشعار $a33Ar 36.21 37.18 5|
مساكن هنانو masAkin_hanAnU 36.22 37.21 5|+الصاخور SAxUr 36.22 37.19 4|صلاح الدين SalAH+dIn 36.18 37.12 5|
سيف الدولة sayf+dawlE 36.19 37.13 3|بستان القصر bustAn+qaSr 36.19 37.15 4|+الكلاسة kallAsE 36.19 37.15 3|
+الفردوس firdaws 36.17 37.16 4|+الصالحين SAliHIn 36.17 37.17 3|+المعادي ma3AdI 36.18 37.17 2|
+المرجة marjE 36.18 37.18 3|+الأنصاري anSArI 36.18 37.14 3|+السكري sukkarI 36.17 37.14 4|
+المشهد ma$had 36.18 37.13 3|كرم الجبل karm+jabal 36.21 37.18 2|+الميسر muyassar 36.20 37.19 3|
قاضي عسكر qAPI_3askar 36.20 37.18 2|+الحيدرية HaydariyyE 36.23 37.19 2|بعيدين ba3IdIn 36.23 37.17 2|
بستان الباشا bustAn+bA$A 36.22 37.16 2|الشيخ مقصود $ayx_maqSUd 36.23 37.14 3|+الأشرفية a$rafiyyE 36.22 37.14 2|
+الميدان maydAn 36.22 37.15 2|+الحمدانية HamdAniyyE 36.17 37.09 2|الشيخ سعيد $ayx_sa3Id 36.16 37.14 2|
حيان HayyAn 36.36 37.09 1|عندان 3andAn 36.30 37.04 2|حريتان HuraytAn 36.29 37.07 2|دارة عزة dArat_3izzE 36.28 36.85 1|
+الأتارب +atArib 36.14 36.83 2""",
    ("Azaz", "اعزاز"): """
اعزاز a3zAz 36.59 37.05 3|تل رفعت tall_rif3at 36.47 37.10 2|مارع mAri3 36.49 37.20 2|أخترين axtarIn 36.51 37.34 1""",
    ("Al Bab", "الباب"): """
+الباب +bAb 36.37 37.52 4|تادف tAdif 36.35 37.53 2|بزاعة bizA3E 36.37 37.56 1""",
    ("Manbij", "منبج"): """
منبج manbij 36.53 37.95 3|أبو قلقل abU_qalqal 36.46 38.03 1|مسكنة maskanE 35.96 38.03 1""",
    ("As-Safira", "السفيرة"): """
+السفيرة +safIrE 36.07 37.37 3|خناصر xanASir 35.78 37.49 1|تل عرن tall_3aran 36.12 37.33 1""",
    ("Afrin", "عفرين"): """
عفرين 3afrIn 36.51 36.87 1|جنديرس jandIris 36.39 36.69 1""",
    ("Ain al-Arab", "عين العرب"): """
عين العرب 3ayn+3arab 36.89 38.36 3|صرين SirrIn 36.61 38.28 1""",
    ("Jarablus", "جرابلس"): """
جرابلس jarAblus 36.82 38.01 2""",
}


class Places:
    """All places in the order of the table.

    Attributes:
        weights: Share of the invented fighting. Shape (places,), sums to 1.
        is_city: Whether it is a neighbourhood of Aleppo city. Shape (places,).
        lat: Degrees north. Shape (places,).
        lon: Degrees east. Shape (places,).
        district: By habit of writing, the district of each place; each of shape (places,).
        name: By habit of writing, the name of each place; each of shape (places,).
    """

    def __init__(self) -> None:
        rows = [
            (district, entry.strip().rsplit(" ", 4))
            for district, block in DISTRICTS.items()
            for entry in block.replace("\n", "").split("|")
        ]
        arabic, sounds, lat, lon, weight = zip(*(cells for _, cells in rows), strict=True)
        self.weights = np.array(weight, dtype=np.float64) / sum(map(float, weight))
        self.lat = np.array(lat, dtype=np.float64)
        self.lon = np.array(lon, dtype=np.float64)
        self.is_city = (self.lat < 36.25) & (self.lat > 36.15) & (self.lon > 37.05) & (self.lon < 37.25)
        self.name: dict[str, Words] = {"arabic": np.array([name.removeprefix("+") for name in arabic], dtype=object)}
        self.district: dict[str, Words] = {"arabic": np.array([district[1] for district, _ in rows], dtype=object)}
        for school in SCHOOLS:
            names = [" ".join(romanised(part, school) for part in name.split("_")) for name in sounds]
            self.name[school] = np.array(names, dtype=object)
            self.district[school] = np.array([district[0] for district, _ in rows], dtype=object)
