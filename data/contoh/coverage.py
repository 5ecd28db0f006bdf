"""Programme coverage per desa: snapshots that reach every published total, stage and date of ``program_angka.csv``.

Which desa are reached is invented; how many are, and what a source says about where, is not. Stages follow their own
definitions: agents that served a transaction are some of the agents, the pilot list is not the list of users.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping

from data.contoh.draws import apportion, normal
from data.contoh.places import Place, population_of_kabupaten
from lib.domain.errors import DataFileError
from lib.domain.facts import program_facts
from lib.domain.language import N_

Row = tuple[str, str, str, str, int]
# Desa that the sources name.
PROTOTYPES = ("18.09.10.2004", "18.10.01.2009", "18.07.15.2001", "18.01.17.2006")  # Hanura, Podomoro, Sribhawono, Cinta Mulya
FIRST_AGENTS = ("18.04.10.2005", "18.04.15.2004")  # Pekon Balak and Trimulyo: the two of Lampung Barat in October 2021
MODEL_DESA = ("18.03.09.2003", "18.10.02.2006")  # Wonomarto and Tambahrejo; the other two model desa have several namesakes
# The 61 desa without Smart Village at the end of 2023 lie in these three (no or unstable signal); the split is invented.
WITHOUT_SIGNAL = {"18.13": 27, "18.06": 20, "18.03": 14}
# First phase of KPB: 12 kecamatan and 50 desa or kelurahan (fact); the split over kabupaten is invented.
FIRST_PHASE = {
    **{"18.01": (3, 11), "18.02": (1, 4), "18.06": (1, 3), "18.07": (1, 6), "18.09": (1, 6), "18.10": (2, 8), "18.72": (3, 12)},
}
GADING_REJO = "18.10.02"
# Farmers among the inhabitants, relative to a rural kabupaten; and of a kelurahan relative to a desa of the same kabupaten.
FARMING = {"18.71": 0.03, "18.72": 0.6}
FARMING_KELURAHAN = 0.35


def published(program: str, tahap: str, tanggal: str, wilayah: str = "18") -> int:
    """The published figure; DataFileError when the facts do not have it."""
    for fact in program_facts():
        if (fact.program, fact.tahap, fact.tanggal.isoformat(), fact.kode_wilayah) == (program, tahap, tanggal, wilayah):
            return fact.jumlah
    raise DataFileError(
        N_("Angka program {program} tahap {tahap} tanggal {tanggal} wilayah {wilayah} tidak ada di program_angka.csv."),
        saran=N_("Tambahkan angka itu, atau ubah data/contoh/coverage.py."),
        program=program,
        tahap=tahap,
        tanggal=tanggal,
        wilayah=wilayah,
    )


def _best(score: Mapping[str, float], among: Iterable[str], n: int, first: Iterable[str] = ()) -> set[str]:
    """The ``n`` codes of the highest score, those of ``first`` before all others."""
    wanted = set(first)
    return set(sorted(among, key=lambda kode: (kode not in wanted, -score[kode], kode))[:n])


def _in_proportion(total: int, weight: Mapping[str, float], low: Mapping[str, int], high: Mapping[str, int]) -> dict[str, int]:
    """Whole numbers in proportion to ``weight`` that sum to ``total`` within their bounds."""
    return apportion(total, lambda kode, level: weight[kode] * math.exp(level), low, high)


def _snapshot(program: str, tahap: str, tanggal: str, amounts: Mapping[str, int] | set[str]) -> list[Row]:
    if isinstance(amounts, set):
        amounts = dict.fromkeys(amounts, 1)
    total = published(program, tahap, tanggal)
    if sum(amounts.values()) != total:
        raise ValueError(f"{program} {tahap} {tanggal}: {sum(amounts.values())} instead of {total}")
    return [(program, kode, tanggal, tahap, jumlah) for kode, jumlah in sorted(amounts.items()) if jumlah > 0]


class Coverage:
    """Builds all snapshots from the desa, the kelurahan and the lasting quality of each desa."""

    def __init__(self, desa: list[Place], kelurahan: list[Place], quality: Mapping[str, float]) -> None:
        self.desa, self.kelurahan, self.quality = desa, kelurahan, quality

    def at(self, tanggal: str) -> list[str]:
        """Codes of the desa that exist on a date."""
        tahun = dt.date.fromisoformat(tanggal).year
        return [place.kode for place in self.desa if place.sejak <= tahun]

    def readiness(self, program: str, weight: float = 0.4) -> dict[str, float]:
        """How early a programme reaches each desa: its quality, the zeal of its kabupaten and kecamatan, and chance."""
        return {
            kode: weight * self.quality[kode]
            + 0.2 * normal(program, kode[:5])
            + 0.4 * normal(program, kode[:8])
            + 0.8 * normal(program, kode)
            for kode in (place.kode for place in self.desa)
        }

    def smart_village(self) -> list[Row]:
        """Pilots of 2020, then users; the figure of February 2023 is below that of December 2022, as published."""
        ready = self.readiness("smart_village")
        remote = {kode: 0.8 * normal("sinyal", kode[:8]) + 0.5 * normal("sinyal", kode) for kode in ready}
        without: set[str] = set()
        for kab, n in WITHOUT_SIGNAL.items():
            without |= _best(remote, [kode for kode in ready if kode.startswith(kab)], n)
        ready |= {kode: -100 + ready[kode] for kode in without}
        pilots = _best(ready, self.at("2020-10-23"), published("smart_village", "percontohan", "2020-10-23"), PROTOTYPES)
        early = _best(ready, self.at("2021-12-31"), published("smart_village", "pengguna", "2021-12-31"), pilots)
        december = _best(ready, self.at("2022-12-13"), published("smart_village", "pengguna", "2022-12-13"), early)
        february = published("smart_village", "pengguna", "2023-02-06")
        newcomers = _best(ready, set(self.at("2023-02-06")) - december, 12)
        loyal = {kode: ready[kode] + 0.6 * normal("bertahan", kode) for kode in december}
        kept = _best(loyal, december, february - len(newcomers), early)
        all_but = set(self.at("2023-12-31")) - without
        return [
            *_snapshot("smart_village", "percontohan", "2020-10-23", pilots),
            *_snapshot("smart_village", "pengguna", "2021-12-31", early),
            *_snapshot("smart_village", "pengguna", "2022-12-13", december),
            *_snapshot("smart_village", "pengguna", "2023-02-06", kept | newcomers),
            *_snapshot("smart_village", "pengguna", "2023-12-31", all_but),
        ]

    def enterprises(self) -> list[Row]:
        """BUMDes, and upon them e-Samdes and DesaMart: no desa without a BUMDes has either."""
        ready = self.readiness("bumdes", 0.6)
        named = {*FIRST_AGENTS, *PROTOTYPES}
        first = _best(ready, self.at("2021-10-16"), published("bumdes", "tercatat", "2021-10-16"), named)
        active = _best(ready, self.at("2023-02-06"), published("bumdes", "tercatat", "2023-02-06"), first)

        zeal = self.readiness("e_samdes")
        in_lambar = published("e_samdes", "agen", "2021-10-28", "18.04")
        others = [kode for kode in first if not kode.startswith("18.04")]
        pioneers = set(FIRST_AGENTS[:in_lambar]) | _best(zeal, others, published("e_samdes", "agen", "2021-10-28") - in_lambar)
        # By January 2022 Lampung Barat had nine, and those that served lay in 13 kabupaten.
        lambar = _best(
            zeal, [kode for kode in first if kode.startswith("18.04")], published("e_samdes", "agen", "2022-01-25", "18.04")
        )
        kabupaten = sorted({kode[:5] for kode in active})
        each = {kode for kab in kabupaten for kode in _best(zeal, [kode for kode in active if kode.startswith(kab)], 3)}
        agents = _best(zeal, active, published("e_samdes", "agen", "2023-02-06"), pioneers | lambar | each)
        busy = {kode: 0.5 * zeal[kode] + normal("melayani", kode) for kode in agents}
        operating = _best(busy, agents & set(self.at("2022-12-13")), published("e_samdes", "beroperasi", "2022-12-13"))
        served_score = {kode: busy[kode] + 0.3 * normal("melayani 2023", kode) for kode in agents}
        one_each = {kode for kab in kabupaten for kode in _best(served_score, [k for k in agents if k.startswith(kab)], 1)}
        served = _best(served_score, agents, published("e_samdes", "melayani", "2023-10-09"), one_each)

        marts = _best(self.readiness("desamart", 0.5), active, published("desamart", "ada", "2023-03-27"))
        return [
            *_snapshot("bumdes", "tercatat", "2021-10-16", first),
            *_snapshot("bumdes", "tercatat", "2023-02-06", active),
            *_snapshot("e_samdes", "agen", "2021-10-28", pioneers),
            *_snapshot("e_samdes", "beroperasi", "2022-12-13", operating),
            *_snapshot("e_samdes", "agen", "2023-02-06", agents),
            *_snapshot("e_samdes", "melayani", "2023-10-09", served),
            *_snapshot("desamart", "ada", "2023-03-27", marts),
        ]

    def farmers(self) -> list[Row]:
        """The farmers of e-RDKK, and within them those registered in KPB and those who redeemed fertiliser; kelurahan count."""
        units = sorted([*(kode for kode in self.at("2021-01-01")), *(place.kode for place in self.kelurahan)])
        weight = self._farming_weight(units)
        nothing = dict.fromkeys(units, 0)
        base = {}
        for tanggal in ("2021-01-01", "2022-01-01"):
            wanted = {kode: weight[kode] * math.exp(0.06 * normal("e-rdkk", tanggal, kode)) for kode in units}
            total = published("petani", "terdaftar", tanggal)
            base[tanggal] = _in_proportion(total, wanted, nothing, dict.fromkeys(units, total))
        room = {kode: int(0.95 * base["2021-01-01"][kode]) for kode in units}

        first = self._first_phase(room)
        keen = {kode: room[kode] * math.exp(0.25 * normal("kpb", kode[:5]) + 0.5 * normal("kpb", kode[:8])) for kode in units}
        # The card went from a few kecamatan to all: in 2020 only the keenest third had it.
        order = sorted({kode[:8] for kode in units}, key=lambda kec: (-normal("kpb", kec), kec))
        started = set(order[: len(order) // 3]) | {kode[:8] for kode in first}
        in_pringsewu = published("kpb", "terdaftar", "2020-12-01", "18.10")
        second = self._register("2020-12-01", keen, first, room, started, {"18.10": in_pringsewu})
        floor = dict(second)
        gading_rejo = {kode: room[kode] for kode in units if kode.startswith(GADING_REJO)}
        floor |= _in_proportion(
            published("kpb", "terdaftar", "2021-01-28", GADING_REJO),
            keen,
            {kode: second[kode] for kode in gading_rejo},
            gading_rejo,
        )
        third = self._register("2021-12-27", keen, floor, room, set(order), {})
        redeemed = apportion(
            published("kpb", "menebus_pupuk", "2021-12-27"),
            lambda kode, level: third[kode] / (1 + math.exp(-level - 0.6 * normal("menebus", kode))),
            nothing,
            third,
        )
        return [
            *(row for tanggal, amounts in base.items() for row in _snapshot("petani", "terdaftar", tanggal, amounts)),
            *_snapshot("kpb", "terdaftar", "2020-06-10", first),
            *_snapshot("kpb", "terdaftar", "2020-12-01", second),
            *_snapshot("kpb", "terdaftar", "2021-12-27", third),
            *_snapshot("kpb", "menebus_pupuk", "2021-12-27", redeemed),
        ]

    def _farming_weight(self, units: list[str]) -> dict[str, float]:
        raw = {
            kode: math.exp(0.3 * normal("petani", kode[:8]) + 0.4 * normal("petani", kode))
            * (FARMING_KELURAHAN if kode[9] == "1" and kode[:5] not in FARMING else 1.0)
            for kode in units
        }
        weight: dict[str, float] = {}
        for kab, people in population_of_kabupaten().items():
            inside = [kode for kode in units if kode.startswith(kab)]
            share = people * FARMING.get(kab, 1.0) / sum(raw[kode] for kode in inside)
            weight |= {kode: raw[kode] * share for kode in inside}
        return weight

    def _first_phase(self, room: Mapping[str, int]) -> dict[str, int]:
        """June 2020: the published farmers of seven kabupaten, in 12 kecamatan and 50 desa or kelurahan."""
        amounts: dict[str, int] = {}
        for kab, (n_kec, n_units) in FIRST_PHASE.items():
            capacity: dict[str, int] = {}
            for kode, farmers in room.items():
                if kode.startswith(kab):
                    capacity[kode[:8]] = capacity.get(kode[:8], 0) + farmers
            chosen = _best({kec: float(size) for kec, size in capacity.items()}, capacity, n_kec, [GADING_REJO])
            units = _best({kode: float(room[kode]) for kode in room}, [kode for kode in room if kode[:8] in chosen], n_units)
            amounts |= apportion(
                published("kpb", "terdaftar", "2020-06-10", kab),
                lambda kode, level: room[kode] * math.exp(level + 0.3 * normal("kpb awal", kode)),
                dict.fromkeys(units, 1),
                {kode: room[kode] for kode in units},
            )
        return amounts

    def _register(
        self,
        tanggal: str,
        keen: Mapping[str, float],
        before: Mapping[str, int],
        room: Mapping[str, int],
        kecamatan: set[str],
        fixed: Mapping[str, int],
    ) -> dict[str, int]:
        """KPB on a date: never fewer than before, only in ``kecamatan``, with the kabupaten of ``fixed`` met exactly."""
        total = published("kpb", "terdaftar", tanggal)
        amounts: dict[str, int] = {}
        groups = [(kab, number) for kab, number in fixed.items()] + [("", total - sum(fixed.values()))]
        for group, number in groups:
            inside = [k for k in room if (k.startswith(group) if group else k[:5] not in fixed)]
            low = {kode: before.get(kode, 0) for kode in inside}
            high = {kode: room[kode] if kode[:8] in kecamatan else low[kode] for kode in inside}
            amounts |= _in_proportion(number, keen, low, high)
        return amounts

    def desaku_maju(self) -> list[Row]:
        """The desa of the successor programme in 2025."""
        chosen = _best(
            self.readiness("desaku_maju", 0.2),
            self.at("2025-05-23"),
            published("desaku_maju", "pelaksana", "2025-05-23"),
            MODEL_DESA,
        )
        return _snapshot("desaku_maju", "pelaksana", "2025-05-23", chosen)

    def rows(self) -> list[Row]:
        """All snapshots: (program, kode_wilayah, tanggal, tahap, jumlah), sorted by programme, date, stage and code."""
        rows = [*self.smart_village(), *self.enterprises(), *self.farmers(), *self.desaku_maju()]
        return sorted(rows, key=lambda row: (row[0], row[2], row[3], row[1]))
