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
public sealed record NewReferral(string Id, string Sender, Referral Referral, CanonicalContent Content, Presence Presence)
{
    /// <summary>The columns of a new row of <c>referrals</c>.</summary>
    public const string Columns =
        "id, sender, agency_reference, content_sha256, received_at, incident_type, countries, metadata, presence, entries, open_questions, promise";

    /// <summary>How many these are.</summary>
    public const int ColumnCount = 12;

    private const int RowsPerReferral = 2;

    /// <summary>One without a reference gets its own id as one; the message given is left as it came.</summary>
    public static NewReferral Of(string sender, Referral given)
    {
        var id = Ids.New("ref");
        var referral = given;
        if (given.AgencyReference.Length == 0)
        {
            referral = given.Clone();
            referral.AgencyReference = id;
        }

        return new NewReferral(id, sender, referral, CanonicalContent.OfSubmission(referral), PresenceRules.Of(referral));
    }

    /// <summary>
    /// Stores it; false when the sender's reference is taken already, or the request id was used. <paramref name="answer"/> is
    /// remembered for the request id, unless the caller keeps it elsewhere.
    /// </summary>
    public async Task<bool> InsertAsync(Sql sql, Reception reception, RememberedAnswer? answer, CancellationToken cancellationToken)
    {
        object?[] arguments = [Id, ContentStore.Seal(Content.Bytes), .. Values(reception).Skip(1)];
        var statement = $"""
            insert into referrals ({Columns}) values (@p0, {Sql.List(ColumnCount - 1, first: 2)}) on conflict (sender, agency_reference) do nothing;
            {ContentStore.InsertWithReferral}
            """;
        if (answer is null)
            return await sql.ExecuteAsync(statement, arguments, cancellationToken) == RowsPerReferral;
        return await sql.ExecuteAsync(
            $"{answer.Statement(arguments.Length)};\n{statement}", [.. arguments, .. answer.Arguments(reception.Metadata.ReceivedAt)], cancellationToken) == RowsPerReferral + 1;
    }

    /// <summary>Its values of <see cref="Columns"/>.</summary>
    public object?[] Values(Reception reception) =>
    [
        Id, Sender, Referral.AgencyReference, Content.Sha256, reception.Metadata.ReceivedAt, reception.Metadata.IncidentType,
        ReferralRow.CountryText(reception.Metadata.Countries), EventJson.Write(reception.Metadata), (int)Presence, 1, 0, reception.Promise,
    ];
}
