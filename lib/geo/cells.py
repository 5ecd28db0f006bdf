"""Thiessen cells on land from points that are known to be the centroids of unknown areas.

A plain Thiessen cell around a centroid is a fair guess of the area; moving its generator a little until the cell's own centroid
comes to lie on the published one is a better one. Everything here is planar: coordinates in metres.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from lib.domain.errors import BoundaryError
from lib.domain.language import N_

Points = NDArray[np.float64]

ROUNDS: Final = 40
# How far a generator may leave its point, as a share of the mean distance to its six nearest neighbours.
REACH: Final = 0.3
# Shares of the error taken back per round, first and last: bold at the start, then small enough not to swing.
STEPS: Final = (0.8, 0.1)
# Lines are noded on this grid (metres): fine against any border, coarse against rounding of UTM coordinates.
GRID: Final = 0.01


def _voronoi(generators: Points, land: BaseGeometry) -> NDArray[np.object_]:
    """Unclipped cells in the order of the generators, reaching beyond the land on all sides."""
    frame = shapely.box(*land.bounds).buffer(max(np.ptp(generators, axis=0).max(), 1.0))
    cells = shapely.voronoi_polygons(shapely.multipoints(generators), extend_to=frame, ordered=True)
    return np.asarray(shapely.get_parts(cells), dtype=object)


def _neighbour_distance(points: Points) -> NDArray[np.float64]:
    """Mean distance from each point to its (up to) six nearest neighbours."""
    count = min(7, len(points))
    distances, _ = cKDTree(points).query(points, k=count)
    return np.asarray(np.atleast_2d(distances)[:, 1:].mean(axis=1))


def relax(points: Points, land: BaseGeometry, *, rounds: int = ROUNDS, reach: float = REACH) -> Points:
    """Generators whose cells on ``land`` have their centroids near ``points``.

    Each round moves every generator by a share (``STEPS``) of the vector from its cell's centroid to its point, never farther
    than ``reach`` times the mean distance to six neighbours from the point itself. Same shape and order as ``points`` (n, 2).
    A generator that lost all its land goes back to its point, so that points on land always own a cell.
    """
    if len(points) < 3:
        return points.copy()
    limit = reach * _neighbour_distance(points)
    generators = points.copy()
    tiles = _tiles(land)
    tree = shapely.STRtree(tiles)
    for step in np.linspace(*STEPS, rounds):
        clipped = _clip(_voronoi(generators, land), tiles, tree)
        owns = ~shapely.is_empty(clipped)
        error = points - generators
        error[owns] = points[owns] - shapely.get_coordinates(shapely.centroid(clipped[owns]))
        offset = generators + step * error - points
        length = np.hypot(*offset.T)
        offset *= np.minimum(1.0, limit / np.maximum(length, 1e-9))[:, None]
        generators = points + offset
    while True:
        landless = shapely.is_empty(_clip(_voronoi(generators, land), tiles, tree)) & (generators != points).any(axis=1)
        if not landless.any():
            return generators
        generators[landless] = points[landless]


def _tiles(land: BaseGeometry, across: int = 40) -> NDArray[np.object_]:
    """The land cut along a square grid, so that clipping a cell never walks the whole coast."""
    west, south, east, north = land.bounds
    side = max(east - west, north - south) / across
    xs, ys = np.meshgrid(np.arange(west, east, side), np.arange(south, north, side))
    boxes = shapely.box(xs.ravel(), ys.ravel(), xs.ravel() + side, ys.ravel() + side)
    shapely.prepare(land)
    pieces = shapely.intersection(boxes[shapely.intersects(land, boxes)], land)
    return np.asarray(pieces[shapely.area(pieces) > 0], dtype=object)


def _clip(cells: NDArray[np.object_], tiles: NDArray[np.object_], tree: shapely.STRtree) -> NDArray[np.object_]:
    """Each cell's part on land, good for a centroid (touching parts are not merged)."""
    cell, tile = tree.query(cells, predicate="intersects")
    parts = shapely.intersection(cells[cell], tiles[tile])
    pieces, owner = shapely.get_parts(parts, return_index=True)
    polygonal = shapely.get_type_id(pieces) == 3
    return np.asarray(
        shapely.multipolygons(pieces[polygonal], indices=cell[owner[polygonal]], out=np.full(len(cells), shapely.MultiPolygon()))
    )


def thiessen(generators: Points, land: BaseGeometry, *, landless: bool = False) -> NDArray[np.object_]:
    """The partition of ``land`` into one (multi)polygon per generator, in their order, sharing borders vertex by vertex.

    Every generator keeps its largest piece. Other pieces get one owner each: an island without a generator goes whole to
    whoever has most of it, and a fragment cut off by water goes to the neighbour with which it shares the longest border.
    Raises BoundaryError when generators coincide, or when one has no land at all; with ``landless`` that one's area is empty.
    """
    if len(np.unique(generators, axis=0)) != len(generators):
        raise BoundaryError(
            N_("Ada titik wilayah yang berimpit; selnya tidak dapat dibuat."),
            saran=N_("Periksa koordinat di data/wilayah/wilayah.csv."),
        )
    pieces, owner = _pieces(generators, land)
    owner = _single_owner(pieces, owner, len(generators))
    empty = np.setdiff1d(np.arange(len(generators)), owner)
    if len(empty) and not landless:
        raise BoundaryError(
            N_("Titik ke-{nomor} tidak memiliki daratan sama sekali."),
            saran=N_("Periksa koordinat di data/wilayah/wilayah.csv dan daratan yang dipakai."),
            nomor=int(empty[0]) + 1,
        )
    order = np.argsort(owner, kind="stable")
    groups = np.split(pieces[order], np.searchsorted(owner[order], np.arange(1, len(generators))))
    return np.asarray([shapely.coverage_union_all(group) for group in groups], dtype=object)


def _pieces(generators: Points, land: BaseGeometry) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Connected pieces of land between cell borders and coast, each with the index of its nearest generator."""
    lines = shapely.boundary(land)
    if len(generators) > 1:
        edges = shapely.boundary(_voronoi(generators, land))
        lines = shapely.union_all([lines, *edges], grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    inside = shapely.point_on_surface(faces)
    shapely.prepare(land)
    on_land = shapely.contains(land, inside)
    _distance, owner = cKDTree(generators).query(shapely.get_coordinates(inside[on_land]))
    return np.asarray(faces[on_land], dtype=object), np.asarray(owner, dtype=np.intp)


def _single_owner(pieces: NDArray[np.object_], owner: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Owners after fragments have been given away; see ``thiessen`` for the rules."""
    area = shapely.area(pieces)
    main = np.full(count, -1)
    for piece in np.argsort(area):
        main[owner[piece]] = piece
    settled = np.zeros(len(pieces), dtype=bool)
    settled[main[main >= 0]] = True
    left, right = shapely.STRtree(pieces).query(pieces, predicate="touches")
    border = shapely.length(shapely.intersection(shapely.boundary(pieces[left]), shapely.boundary(pieces[right])))
    left, right, border = left[border > 0], right[border > 0], border[border > 0]
    owner = owner.copy()
    while not settled.all():
        # A settled neighbour takes a fragment; the longest shared border first, so that the result has no order of its own.
        open_edge = ~settled[left] & settled[right]
        if not open_edge.any():
            # Islands on which nobody has a main piece: the largest loose piece settles and draws in the rest.
            loose = np.flatnonzero(~settled)
            settled[loose[np.argmax(area[loose])]] = True
            continue
        best = np.flatnonzero(open_edge)[np.argmax(border[open_edge])]
        owner[left[best]] = owner[right[best]]
        settled[left[best]] = True
    return owner
