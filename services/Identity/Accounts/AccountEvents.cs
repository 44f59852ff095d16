using System.Diagnostics.Metrics;
using System.Globalization;
using Referrals.Identity.Storage;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Identity.Accounts;

/// <summary>What happens to accounts: a record in the log for each, and a count.</summary>
internal static class AccountEvents
{
    public const string Password = "password";
    public const string Passkey = "passkey";
    public const string Link = "link";
    public const string Recovery = "recovery_code";
    public const string Provider = "provider";
    private const string Stream = "security";
    private static readonly Meter Meter = new("Referrals.Identity");

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "referrals.identity.accounts", "{event}", "What happened to accounts: signed in, failed, locked, set, removed, recovered, reset; by event and factor");

    /// <summary>Something that a person did, who is the actor; or that happened to an account, by an operator or nobody known.</summary>
    public static void Record(Work<IdentityDbContext> work, string type, PrincipalRow about, string? factor, Principal? actor)
    {
        var details = new Dictionary<string, string> { ["principal"] = about.Pseudonym };
        if (factor is not null)
            details["factor"] = factor;
        work.Record(Stream, new AuditEntry { Type = type, Actor = actor, Agency = about.AgencyId, Team = about.TeamId, Details = details });
    }

    /// <summary>Attempts that were refused: whom they named, if that is somebody, and a code for why, if that is known. What was typed is never told.</summary>
    public static void RecordRefused(Work<IdentityDbContext> work, PrincipalRow? about, string factor, string? reason, int attempts = 1)
    {
        var details = new Dictionary<string, string> { ["factor"] = factor };
        if (about is not null)
            details["principal"] = about.Pseudonym;
        if (reason is not null)
            details["reason"] = reason;
        if (attempts > 1)
            details["attempts"] = attempts.ToString(CultureInfo.InvariantCulture);
        work.Record(Stream, new AuditEntry { Type = AuditTypes.SignInFailed, Agency = about?.AgencyId, Team = about?.TeamId, Details = details });
    }

    /// <summary>Counts it, once the transaction is over.</summary>
    public static void Count(string type, string? factor) =>
        Events.Add(1, new KeyValuePair<string, object?>("event", type), new KeyValuePair<string, object?>("factor", factor ?? "none"));
}
