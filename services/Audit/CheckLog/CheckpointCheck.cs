using System.Globalization;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Tree;

namespace Referrals.Audit.CheckLog;

/// <summary>Holds each checkpoint to the tree of its size, in order, as the leaves are read.</summary>
internal sealed class CheckpointCheck(Sql sql, FaultReport faults, string origin, IReadOnlyList<VerifierKey> keys)
{
    private const int PageSize = 100;
    private readonly Queue<SignedCheckpoint> next = new();
    private long read;
    private bool isAtEnd;

    /// <summary>How many were verified.</summary>
    public long Count { get; private set; }

    /// <summary>How many cosignatures were verified.</summary>
    public long Cosignatures { get; private set; }

    /// <summary>Looks at the checkpoint of the tree's size, if there is one.</summary>
    public async Task VisitAsync(TreeFrontier tree, CancellationToken cancellationToken)
    {
        while (await PeekAsync(cancellationToken) is { } checkpoint && checkpoint.Size <= tree.Size)
        {
            next.Dequeue();
            var root = checkpoint.Size == tree.Size ? tree.Root() : null;
            await faults.RequireAsync(root is not null && checkpoint.Root.AsSpan().SequenceEqual(root), LogFaultKind.Checkpoint, Place(checkpoint), "its root is not that of the leaves");
            await CheckNoteAsync(checkpoint);
            Count++;
        }
    }

    /// <summary>Reports those of larger trees than there are leaves.</summary>
    public async Task FinishAsync(long leaves, long until, CancellationToken cancellationToken)
    {
        while (await PeekAsync(cancellationToken) is { } checkpoint && checkpoint.Size <= until)
        {
            next.Dequeue();
            await faults.RequireAsync(checkpoint.Size <= leaves, LogFaultKind.Checkpoint, Place(checkpoint), "the log has fewer leaves than it says");
        }
    }

    private async Task CheckNoteAsync(SignedCheckpoint checkpoint)
    {
        var place = Place(checkpoint);
        if (!checkpoint.IsOf(origin) || SignedNote.TryParse(checkpoint.Note, out _) is not { } note)
        {
            await faults.AddAsync(LogFaultKind.Checkpoint, place, "its note and its row differ");
            return;
        }

        var signed = keys.Select(note.IsSignedBy).ToList();
        await faults.RequireAsync(signed.Contains(true) && !signed.Contains(false), LogFaultKind.Signature, place, "it is not signed by the log");
        foreach (var cosignature in checkpoint.Cosignatures)
        {
            var isTrue = VerifierKey.TryParse(cosignature.VerifierKey, out _) is { Type: SignatureType.Cosignature } witness && note.IsSignedBy(witness) == true;
            await faults.RequireAsync(isTrue, LogFaultKind.Signature, place, $"the cosignature stored as {cosignature.Operator}'s is wrong");
            Cosignatures++;
        }
    }

    private async Task<SignedCheckpoint?> PeekAsync(CancellationToken cancellationToken)
    {
        if (next.Count == 0 && !isAtEnd)
        {
            var page = await Checkpoints.ReadAsync(sql, read, PageSize, cancellationToken);
            foreach (var checkpoint in page)
                next.Enqueue(checkpoint);
            isAtEnd = page.Count < PageSize;
            read = page.Count > 0 ? page[^1].Size + 1 : read;
        }

        return next.TryPeek(out var first) ? first : null;
    }

    private static string Place(SignedCheckpoint checkpoint) => string.Create(CultureInfo.InvariantCulture, $"checkpoint {checkpoint.Size}");
}
