using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Intake.Content;
using Referrals.Intake.FollowStatus;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Storage;

namespace Referrals.Intake.ReadReferral;

/// <summary>Information requests as a reader may see them: those that were asked, and of others than the sender those of its countries.</summary>
public static class Questions
{
    public static async Task<IEnumerable<InformationRequest>> ReadAsync(Work<IntakeDbContext> work, ContentStore content, string referralId, ReadingRight right, CancellationToken cancellationToken)
    {
        var rows = (await work.Db.InformationRequests.AsNoTracking()
                .Where(row => row.ReferralId == referralId && row.Asked).OrderBy(row => row.RecordedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken))
            .Where(row => right.Whole || right.Countries.Contains(CountryCases.CountryOf(row.CountryCase)))
            .ToList();
        var texts = await content.ReadTextsAsync(work.Sql, referralId, [.. rows.Select(row => row.Id)], cancellationToken);
        return rows.Select(row => new InformationRequest
        {
            InformationRequestId = row.Id,
            CountryCase = row.CountryCase,
            Data = { JsonSerializer.Deserialize<List<int>>(row.Data)!.Select(datum => (RequestedDatum)datum) },
            Question = texts.GetValueOrDefault(row.Id, ""),
            AskedAt = row.RecordedAt.ToTimestamp(),
            AnswerBy = row.AnswerBy?.ToTimestamp(),
            AnsweredBySupplement = row.AnsweredBySupplement,
        });
    }
}
