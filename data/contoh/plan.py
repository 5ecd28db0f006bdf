"""How many desa of each kabupaten have each status in each year: the facts where there are facts, the plausible elsewhere.

The plan works on cuts: the number of desa at or below a status. Every cut falls from year to year (kabupaten improve), so
years are planned backwards from 2023, whose figures are known for every kabupaten. The cut of an unknown kabupaten follows a
normal curve fitted to its 2023 figures and shifted until the province's total fits.
"""

from __future__ import annotations

from data.contoh.draws import NORMAL, apportion, normal
from data.contoh.places import Place, by_kabupaten
from lib.domain.errors import DataFileError
from lib.domain.facts import mean_facts_kabupaten, status_facts_kabupaten, status_facts_provinsi
from lib.domain.indeks import indeks_of_year
from lib.domain.language import N_
from lib.domain.status import STATUS

YEARS = tuple(range(2018, 2026))
KNOWN_YEARS = (2023, 2024)
# Not facts: nobody published these province totals. Chosen so that they rise steadily into the known years.
ASSUMED_MANDIRI = {2018: 4, 2019: 9, 2021: 74, 2022: 118}
ASSUMED_MAJU_OR_BETTER = {2018: 205, 2019: 265, 2020: 445, 2021: 675, 2022: 925}
# How far kabupaten lie apart on the Indeks Desa scale, per unit of the mean of IKS and IKE in 2024; not a fact either.
INDEKS_DESA_MEAN, INDEKS_DESA_SLOPE, INDEKS_DESA_SPREAD = 70.0, 90.0, 8.0

Cuts = tuple[int, int, int, int]
Plan = dict[tuple[int, str], Cuts]


def existing(desa: list[Place], tahun: int) -> list[Place]:
    """The desa that exist in ``tahun``."""
    return [place for place in desa if place.sejak <= tahun]


def province_cuts(tahun: int, total: int) -> Cuts:
    """Of ``total`` desa, those at or below each status but the last: facts, or the assumptions above where there are none."""
    facts = status_facts_provinsi()[tahun]
    lowest = facts["sangat_tertinggal"]
    behind = lowest + facts["tertinggal"]
    mandiri = facts.get("mandiri", ASSUMED_MANDIRI.get(tahun, 0))
    better = facts["maju"] + mandiri if "maju" in facts else ASSUMED_MAJU_OR_BETTER[tahun]
    return lowest, behind, total - better, total - mandiri


def known_cuts(facts: dict[str, int], n: int, lowest: int | None) -> list[int | None]:
    """The cuts that follow from what is known of one kabupaten; ``lowest`` is its planned cut 0, None before it is planned.

    >>> known_cuts({"tertinggal": 9, "berkembang": 51}, 105, 0), known_cuts({"mandiri": 10}, 131, None)
    ([0, 9, 60, None], [None, None, None, 121])
    """
    cuts: list[int | None] = [facts.get("sangat_tertinggal", lowest), None, None, None]
    for place in (1, 2, 3):
        below = cuts[place - 1]
        if below is not None and STATUS[place] in facts:
            cuts[place] = below + facts[STATUS[place]]
    if "mandiri" in facts:
        below_mandiri = cuts[3] = n - facts["mandiri"]
        if "maju" in facts:
            cuts[2] = below_mandiri - facts["maju"]
    return cuts


def _curve(cuts: Cuts, n: int) -> tuple[float, float]:
    """Mean and spread of the normal curve through the upper two cuts of 2023."""
    bounds = indeks_of_year(2023).batas_atas
    q2, q3 = (NORMAL.inv_cdf((cuts[place] + 0.5) / (n + 1)) for place in (2, 3))
    spread = min(max((bounds[3] - bounds[2]) / max(q3 - q2, 0.1), 0.045), 0.075)
    return bounds[2] - q2 * spread, spread


def _plan_year(
    tahun: int, size: dict[str, int], plan: Plan, lost: dict[str, int], curves: dict[str, tuple[float, float]]
) -> None:
    """Add ``tahun`` to ``plan``. ``lost`` is the number of desa that exist in the year after but not yet in this one."""
    facts = status_facts_kabupaten()
    planned: dict[str, list[int]] = {kab: [] for kab in size}
    bounds = indeks_of_year(tahun).batas_atas
    for place, total in enumerate(province_cuts(tahun, sum(size.values()))):
        low, high = {}, {}
        for kab, n in size.items():
            earlier = [
                cut
                for year in range(tahun - 1, YEARS[0] - 1, -1)
                if (cut := known_cuts(facts.get((year, kab), {}), n, None)[place]) is not None
            ]
            later = plan[tahun + 1, kab][place] - lost[kab] if (tahun + 1, kab) in plan else 0
            low[kab] = max([0, later, *planned[kab][-1:]])
            high[kab] = min([n, *earlier])
            lowest = planned[kab][0] if planned[kab] else None
            fixed = known_cuts(facts.get((tahun, kab), {}), n, lowest)[place]
            if fixed is not None:
                low[kab] = high[kab] = fixed

        def wanted(kab: str, level: float, upper: float = bounds[place]) -> float:
            mean, spread = curves[kab]
            # One tenth: the search for the level spans ±40, and a shift of four spreads is ample.
            return size[kab] * NORMAL.cdf((upper - mean) / spread + level / 10)

        try:
            found = apportion(total, wanted, low, high)
        except ValueError as error:
            raise DataFileError(
                N_("Angka status {status} tahun {tahun} di data/fakta saling bertentangan: {sebab}."),
                saran=N_("Periksa idm_provinsi.csv dan idm_kabupaten.csv untuk tahun itu dan tahun sesudahnya."),
                status=STATUS[place],
                tahun=tahun,
                sebab=error,
            ) from None
        for kab, number in found.items():
            planned[kab].append(number)
    for kab, cuts in planned.items():
        plan[tahun, kab] = (cuts[0], cuts[1], cuts[2], cuts[3])


def make_plan(desa: list[Place]) -> Plan:
    """The cuts of every year and kabupaten; sums equal the province's facts, and every kabupaten fact is met exactly."""
    plan: Plan = {}
    sizes = {
        tahun: {kab: len(places) for kab, places in by_kabupaten(existing(desa, tahun)).items()}
        for tahun in (*YEARS, YEARS[-1] + 1)
    }
    for tahun in KNOWN_YEARS:
        for kab, n in sizes[tahun].items():
            cuts = known_cuts(status_facts_kabupaten()[tahun, kab], n, None)
            plan[tahun, kab] = tuple(cut for cut in cuts if cut is not None)  # type: ignore[assignment]
    curves = {kab: _curve(plan[2023, kab], n) for kab, n in sizes[2023].items()}
    for tahun in range(2022, YEARS[0] - 1, -1):
        lost = {kab: sizes[tahun + 1][kab] - n for kab, n in sizes[tahun].items()}
        _plan_year(tahun, sizes[tahun], plan, lost, curves)
    means = mean_facts_kabupaten()
    strength = {kab: (means[2024, kab]["iks"] + means[2024, kab]["ike"]) / 2 for kab in sizes[2024]}
    middle = sum(strength.values()) / len(strength)
    curves = {
        kab: (
            INDEKS_DESA_MEAN + INDEKS_DESA_SLOPE * (value - middle) + 1.2 * normal("indeks desa", kab),
            INDEKS_DESA_SPREAD,
        )
        for kab, value in strength.items()
    }
    _plan_year(2025, sizes[2025], plan, dict.fromkeys(sizes[2025], 0), curves)
    return plan
