using System.Globalization;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Tree;

namespace Referrals.TransparencyLog.Verify;

/// <summary>Leaves whose hash is not the one in their tile. Which of the two is wrong is known once the roots are.</summary>
internal sealed class DifferingLeaves(Findings findings)
{
    private const int Kept = 1000;
    private readonly List<(TilePath Entries, int Number)> kept = [];

    public void Compare(TilePath entries, ReadOnlySpan<byte> computed, ReadOnlySpan<byte> stored)
    {
        if (computed.SequenceEqual(stored))
            return;
        for (var i = 0; i < entries.Width; i++)
        {
            var range = (i * MerkleHash.Length)..((i + 1) * MerkleHash.Length);
            if (computed[range].SequenceEqual(stored[range]))
                continue;
            if (kept.Count < Kept)
                kept.Add((entries, i));
        }
    }

    /// <summary>Says which is wrong: the leaves, when their tiles lead to the signed root; the tiles, when the leaves do.</summary>
    public void Finish(Checkpoint checkpoint, ReadOnlySpan<byte> rootOfLeaves, ReadOnlySpan<byte> rootOfTiles)
    {
        var leavesLead = rootOfLeaves.SequenceEqual(checkpoint.Root);
        var tilesLead = rootOfTiles.SequenceEqual(checkpoint.Root);
        foreach (var (entries, number) in kept)
        {
            var index = entries.First + number;
            var tile = entries with { Level = 0 };
            if (leavesLead)
                findings.Add(FindingCodes.Tile, tile.ToString(), Format($"hash {number} is not that of leaf {index}, which is as it was signed"));
            else
                findings.Add(FindingCodes.Leaf, Format($"leaf {index}"), Format($"entry {number} of {entries} is not {(tilesLead ? "the one that was signed" : $"what {tile} says")}"));
        }

        if (!leavesLead)
        {
            findings.Add(
                FindingCodes.Root,
                "checkpoint",
                Format($"the leaves lead to the root {Convert.ToBase64String(rootOfLeaves)} and it says {Convert.ToBase64String(checkpoint.Root)}{(tilesLead ? "; the tiles lead to it" : "; neither do the tiles")}"));
        }
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
