using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>What is known of a referral without its content: what rules decide by and queues show.</summary>
public sealed record ReferralMetadata
{
    /// <summary>Id of the referral.</summary>
    public required string ReferralId { get; init; }

    /// <summary>The agency that submitted it; for one born in a case, the member agency of the team that added it.</summary>
    public required string AgencyId { get; init; }

    /// <summary>The agency's own reference.</summary>
    public required string AgencyReference { get; init; }

    /// <summary>Whether an agency submitted it or a team added it.</summary>
    public required ReferralOrigin Origin { get; init; }

    /// <summary>For one that a team added: the country case it was born in.</summary>
    public string? BornIn { get; init; }

    /// <summary>For one that a team added: the team.</summary>
    public string? TeamId { get; init; }

    /// <summary>What it is about.</summary>
    public required IncidentType IncidentType { get; init; }

    /// <summary>Countries concerned, ISO 3166-1 alpha-2, none for unknown.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Region, ISO 3166-2.</summary>
    public string? Region { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>When the exchange received it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The sender says that a child is at risk now.</summary>
    public required bool ChildAtImmediateRisk { get; init; }

    /// <summary>Traffic Light Protocol 2.0.</summary>
    public required Tlp Tlp { get; init; }

    /// <summary>Handling conditions H1 to H3.</summary>
    public required IReadOnlyList<HandlingCondition> Conditions { get; init; }

    /// <summary>The types of identifier it holds, each once.</summary>
    public required IReadOnlyList<IdentifierType> IdentifierTypes { get; init; }

    /// <summary>Persons named as subjects.</summary>
    public required int SubjectCount { get; init; }

    /// <summary>Persons named as children.</summary>
    public required int ChildCount { get; init; }

    /// <summary>Genders of these children, each once, where stated.</summary>
    public required IReadOnlyList<Gender> ChildGenders { get; init; }

    /// <summary>Items of evidence held elsewhere.</summary>
    public required int EvidenceItems { get; init; }

    /// <summary>How much of what an investigator needs is there, 0 to 100.</summary>
    public required int Completeness { get; init; }

    /// <summary>Supplements so far.</summary>
    public required int Supplements { get; init; }

    /// <summary>The same as a message of the API.</summary>
    public ReferralFacts ToFacts() => new()
    {
        ReferralId = ReferralId,
        AgencyId = AgencyId,
        AgencyReference = AgencyReference,
        Origin = Origin,
        BornIn = BornIn ?? "",
        TeamId = TeamId ?? "",
        IncidentType = IncidentType,
        Countries = { Countries },
        Region = Region ?? "",
        OccurredAt = OccurredAt?.ToTimestamp(),
        ReceivedAt = ReceivedAt.ToTimestamp(),
        ChildAtImmediateRisk = ChildAtImmediateRisk,
        Tlp = Tlp,
        Conditions = { Conditions },
        IdentifierTypes = { IdentifierTypes },
        SubjectCount = SubjectCount,
        ChildCount = ChildCount,
        ChildGenders = { ChildGenders },
        EvidenceItems = EvidenceItems,
        Completeness = Completeness,
        Supplements = Supplements,
    };
}
