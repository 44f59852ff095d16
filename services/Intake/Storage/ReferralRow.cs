using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Outbox;

namespace Referrals.Intake.Storage;

/// <summary>A referral without its content.</summary>
public sealed class ReferralRow
{
    public required string Id { get; init; }

    /// <summary><c>agency/uk-nca</c>, or <c>team/picacc@afp</c> for what a team added.</summary>
    public required string Sender { get; init; }

    public required string AgencyReference { get; init; }

    /// <summary>Keyed hash of the content, by which it is known again; empty once it is erased.</summary>
    public required string ContentDigest { get; set; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required IncidentType IncidentType { get; set; }

    /// <summary><c>,PH,TH,</c></summary>
    public required string Countries { get; set; }

    /// <summary><see cref="ReferralMetadata"/> as JSON.</summary>
    public required string Metadata { get; set; }

    /// <summary>Flags of <see cref="Facts.Presence"/>.</summary>
    public required int Presence { get; set; }

    /// <summary>Own status entries so far, RECEIVED included.</summary>
    public int Entries { get; set; }

    public int OpenQuestions { get; set; }

    public string? CaseId { get; set; }

    /// <summary>Where the log has that the sender was last asked for consent; its answer follows that.</summary>
    public EventPosition? ConsentAsked { get; set; }

    /// <summary>The signed promise that its receipt is written to the log; null for what was received before there were any.</summary>
    public byte[]? Promise { get; init; }

    /// <summary>When an officer last moved it to another case.</summary>
    public DateTimeOffset? MovedAt { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }

    public ReferralMetadata ReadMetadata() => (ReferralMetadata)EventJson.Read(typeof(ReferralMetadata), Metadata);

    /// <summary>Takes over what the metadata say, in every column that repeats a part of them.</summary>
    public void Write(ReferralMetadata metadata)
    {
        Metadata = EventJson.Write(metadata);
        IncidentType = metadata.IncidentType;
        Countries = CountryText(metadata.Countries);
    }

    public static string CountryText(IReadOnlyList<string> countries) => countries.Count == 0 ? "" : $",{string.Join(',', countries)},";
}
