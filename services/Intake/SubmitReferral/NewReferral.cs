using Referrals.Intake.Content;
using Referrals.Intake.Facts;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Intake.SubmitReferral;

/// <summary>
/// A submission on its way into the store. Its referral, its content and the answer for its request id go in one round
/// trip; what is in the way of it is looked at only when fewer rows went in than were sent.
/// </summary>
public sealed record NewReferral(string Id, string Sender, Referral Referral, CanonicalContent Content, SealedSubmission Sealed, Presence Presence)
{
    /// <summary>The columns of a new row of <c>referrals</c>.</summary>
    public const string Columns =
        "id, sender, agency_reference, content_digest, received_at, incident_type, countries, metadata, presence, entries, open_questions, promise";

    /// <summary>How many these are.</summary>
    public const int ColumnCount = 12;

    private const int RowsPerReferral = 3;

    /// <summary>A keyed hash of the content, by which it is known again as long as its key is there.</summary>
    public string ContentDigest { get; } = Sealed.Key.Key.Digest(Content.Sha256);

    /// <summary>What the record of its receipt commits to.</summary>
    public IReadOnlyDictionary<string, string> Commitments { get; } = Intake.Content.Commitments.To(Referral, ContentStore.Submission, Sealed.Key.Key);

    /// <summary>One without a reference gets its own id as one; the message given is left as it came.</summary>
    public static NewReferral Of(string sender, Referral given, ContentStore store)
    {
        var id = Ids.New("ref");
        var referral = given;
        if (given.AgencyReference.Length == 0)
        {
            referral = given.Clone();
            referral.AgencyReference = id;
        }

        var content = CanonicalContent.OfSubmission(referral);
        return new NewReferral(id, sender, referral, content, store.Seal(id, content), PresenceRules.Of(referral));
    }

    /// <summary>
    /// Stores it; false when the sender's reference is taken already, or the request id was used. <paramref name="remembered"/> is
    /// kept for the request id, unless the caller keeps it elsewhere.
    /// </summary>
    public async Task<bool> InsertAsync(Sql sql, Reception reception, (RememberedAnswer Answer, RememberedAnswers Answers)? remembered, CancellationToken cancellationToken)
    {
        object?[] arguments = [.. Values(reception), .. Sealed.Values];
        var statement = $"""
            insert into referrals ({Columns}) values ({Sql.List(ColumnCount)}) on conflict (sender, agency_reference) do nothing;
            {SealedSubmission.InsertWithReferral(ColumnCount)}
            """;
        if (remembered is not { } answer)
            return await sql.ExecuteAsync(statement, arguments, cancellationToken) == RowsPerReferral;
        return await sql.ExecuteAsync(
            $"{RememberedAnswer.Statement(arguments.Length)};\n{statement}",
            [.. arguments, .. answer.Answer.Arguments(answer.Answers, reception.Metadata.ReceivedAt)],
            cancellationToken) == RowsPerReferral + 1;
    }

    /// <summary>Its values of <see cref="Columns"/>.</summary>
    public object?[] Values(Reception reception) =>
    [
        Id, Sender, Referral.AgencyReference, ContentDigest, reception.Metadata.ReceivedAt, reception.Metadata.IncidentType,
        ReferralRow.CountryText(reception.Metadata.Countries), EventJson.Write(reception.Metadata), (int)Presence, 1, 0, reception.Promise,
    ];
}
