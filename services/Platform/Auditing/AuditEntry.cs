using Referrals.Platform.Credentials;

namespace Referrals.Platform.Auditing;

/// <summary>
/// What a service tells the log. Ids, codes and rule names only: nothing of a referral's content and no person's name.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>One of <see cref="AuditTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Who did it; null when the exchange itself did, under a rule.</summary>
    public Principal? Actor { get; init; }

    /// <summary>The agency whose referral it is about.</summary>
    public string? Agency { get; init; }

    public string? Team { get; init; }

    /// <summary>The parent case.</summary>
    public string? Case { get; init; }

    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public string? CountryCase { get; init; }

    public string? Referral { get; init; }

    public string? HandOff { get; init; }

    /// <summary>Who held custody before: <c>desk/ph</c>, <c>team/…</c> or <c>agency/…</c>.</summary>
    public string? From { get; init; }

    /// <summary>Who holds custody, or is offered it, from now on.</summary>
    public string? To { get; init; }

    /// <summary>The rule under which it was done.</summary>
    public string? Rule { get; init; }

    /// <summary>Version of the policy that the rule is from.</summary>
    public string? PolicyVersion { get; init; }

    /// <summary>Code of the reason that a person gave.</summary>
    public string? Justification { get; init; }

    /// <summary>TLP and conditions, for example <c>AMBER+H2</c>.</summary>
    public string? Handling { get; init; }

    /// <summary>Further codes, counts and ids by name.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }

    /// <summary>Salted commitments (hex) to content, by field.</summary>
    public IReadOnlyDictionary<string, string>? Commitments { get; init; }
}
