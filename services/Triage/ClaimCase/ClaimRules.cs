using System.Globalization;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Who may claim a country case, and who may decide it. <c>now</c> is real time, as leases are.</summary>
public static class ClaimRules
{
    /// <summary>Why an officer may not claim a case; null if it may.</summary>
    public static Refusal? ToClaim(CountryCaseRow row, string officer, DateTimeOffset now)
    {
        if (!row.Queued)
            return Decided(row);
        return Claims.IsHeld(row, now) && row.Holder != officer ? HeldByAnother(row) : null;
    }

    /// <summary>Why an officer may not use this claim; null if it may.</summary>
    public static Refusal? ToUse(CountryCaseRow row, string officer, string token, DateTimeOffset now)
    {
        if (!row.Queued)
            return Decided(row);
        if (Claims.IsHeldBy(row, officer, now) && row.ClaimToken == token)
            return null;
        var lost = Refusal.FailedPrecondition("CLAIM_LOST", "the claim has lapsed or is another's; claim the case again") with
        {
            Fields = [new FieldError("claimToken", "must be the claim that is in force", "CLAIM_LOST")],
        };
        return Claims.IsHeld(row, now) ? lost with { Metadata = Holder(row) } : lost;
    }

    /// <summary>Why an officer may not decide under this claim on what it saw; null if it may.</summary>
    public static Refusal? ToDecide(CountryCaseRow row, string officer, string token, int expectedVersion, DateTimeOffset now) =>
        ToUse(row, officer, token, now) ?? ToChange(row, expectedVersion);

    /// <summary>Why an officer may not say what becomes of a case, or ask about it; null if it may. What teams have is in the queue for its holds only.</summary>
    public static Refusal? ToDispose(CountryCaseRow row, string officer, string token, int expectedVersion, DateTimeOffset now) =>
        ToDecide(row, officer, token, expectedVersion, now) ?? WithTeams(row);

    /// <summary>Why a case may not be decided that teams have; null if none has it.</summary>
    public static Refusal? WithTeams(CountryCaseRow row) => row is { State: CountryCaseState.Accepted, Orphaned: false } or { State: CountryCaseState.Merged }
        ? Refusal.FailedPrecondition("WITH_TEAMS", "teams have the case; it is here until its hold is released")
        : null;

    /// <summary>Why a change may not be made on what the officer saw; null if it may.</summary>
    public static Refusal? ToChange(CountryCaseRow row, int expectedVersion)
    {
        if (row.Version == expectedVersion)
            return null;
        return Refusal.Aborted("VERSION_CHANGED", "the case has changed since; look again and decide") with
        {
            Fields = [new FieldError("expectedVersion", "must be the version of the case", "VERSION_CHANGED")],
            Metadata = LastChange(row),
        };
    }

    /// <summary>The refusal of whatever comes after the decision.</summary>
    public static Refusal Decided(CountryCaseRow row)
    {
        var metadata = LastChange(row);
        metadata["state"] = Codes.Of(row.State);
        metadata["disposition"] = Codes.Of(row.Disposition);
        return Refusal.FailedPrecondition("ALREADY_DECIDED", "the case is decided") with { Metadata = metadata };
    }

    private static Refusal HeldByAnother(CountryCaseRow row) =>
        Refusal.FailedPrecondition("ALREADY_CLAIMED", $"the case is held by {CaseMessages.DisplayName(row.Holder)}") with { Metadata = Holder(row) };

    private static Dictionary<string, string> Holder(CountryCaseRow row) => new()
    {
        ["holder"] = row.Holder!,
        ["holderDisplayName"] = CaseMessages.DisplayName(row.Holder),
        ["leaseUntil"] = Time(row.LeaseUntil!.Value),
    };

    private static Dictionary<string, string> LastChange(CountryCaseRow row) => new()
    {
        ["version"] = row.Version.ToString(CultureInfo.InvariantCulture),
        ["change"] = Codes.Of(row.LastChange),
        ["changedBy"] = row.ChangedBy,
        ["changedAt"] = Time(row.ChangedAt),
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
