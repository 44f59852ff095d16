namespace Referrals.Intake.Storage;

/// <summary>An entry in the status of one referral only.</summary>
public sealed class ReferralEntryRow
{
    public required string ReferralId { get; init; }

    /// <summary>Order among the referral's own entries, from 2: the first, RECEIVED, has no row.</summary>
    public required int Number { get; init; }

    /// <summary>The last entry of the case that stands before it; 0 before it is in one.</summary>
    public required long AfterPosition { get; init; }

    /// <summary>A <see cref="Intake.V1.StatusEntry"/> in protobuf form, without its number.</summary>
    public required byte[] Entry { get; init; }

    /// <summary>Countries in which the referral joins its case by this entry, separated by commas.</summary>
    public string? Joins { get; init; }

    /// <summary>The case that it left by this entry, for the one that it joins.</summary>
    public string? LeftCase { get; init; }

    /// <summary>The last entry of that case that is told.</summary>
    public long? LeftPosition { get; init; }

    /// <summary>Whether that case as a whole ended in the other.</summary>
    public bool LeftByMerge { get; init; }
}

/// <summary>An entry in the status of every referral that was in the case by then.</summary>
public sealed class CaseEntryRow
{
    public required string CaseId { get; init; }

    public required long Position { get; init; }

    /// <summary>A <see cref="Intake.V1.StatusEntry"/> in protobuf form, without its number.</summary>
    public required byte[] Entry { get; init; }
}
