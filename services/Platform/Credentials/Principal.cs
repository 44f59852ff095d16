using Referrals.Common.V1;

namespace Referrals.Platform.Credentials;

/// <summary>Who a caller is, as a verified credential says.</summary>
public sealed record Principal
{
    /// <summary><c>agency/uk-nca</c>, <c>officer/NAME</c>, <c>team/picacc@afp</c>, <c>auditor/NAME</c>, <c>operator</c>, <c>service/NAME</c>.</summary>
    public required string Name { get; init; }

    public required Role Role { get; init; }

    /// <summary>What stands for this person or system in the log.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>The agency acted for: of an agency's credential, or the member agency of a team's.</summary>
    public string? Agency { get; init; }

    /// <summary>The team acted for.</summary>
    public string? Team { get; init; }

    /// <summary>The desks of an officer.</summary>
    public IReadOnlyList<string> Desks { get; init; } = [];

    /// <summary>The role as records and metrics name it: <c>agency</c>, <c>officer</c>, …</summary>
    public string RoleName => Role.ToString().ToLowerInvariant();
}
