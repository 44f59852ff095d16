namespace Referrals.TransparencyLog.Tiles;

/// <summary>
/// Gives the bytes of a tile: 32 bytes for each hash, at least as many as the path's width says; or the bytes of an entry
/// bundle. Throws <see cref="InvalidDataException"/> when there is none.
/// </summary>
public delegate Task<byte[]> ReadTile(TilePath path, CancellationToken cancellationToken);
