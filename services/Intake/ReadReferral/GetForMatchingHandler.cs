using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Intake.CheckSubmission;
using Referrals.Intake.Content;
using Referrals.Intake.Facts;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Intake.ReadReferral;

/// <summary>Reads many referrals at once for Matching. No person reads them, so it is no consultation.</summary>
public sealed class GetForMatchingHandler(Store<IntakeDbContext> store, ContentStore content)
{
    private const int MostKeys = 500;
    private const int LargestAnswer = (3 << 20) - (256 << 10);

    public async Task<GetForMatchingResponse> GetAsync(GetForMatchingRequest request, ServerCallContext context)
    {
        ServiceCallers.Require(context, "matching");
        Check(request);
        return await store.ReadAsync(
            async (db, token) =>
            {
                await db.Database.OpenConnectionAsync(token);
                var sql = new Sql(db.Database.GetDbConnection(), null);
                var keys = request.Keys.Select(key => (key.ReferralId, Part: ContentStore.Part(key.Supplement))).ToList();
                var contents = await content.ReadSomeAsync(sql, keys, LargestAnswer, token);
                var ids = keys.Take(contents.Count).Select(key => key.ReferralId).Distinct().ToList();
                var rows = await db.Referrals.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, token);
                var response = new GetForMatchingResponse();
                response.Contents.AddRange(request.Keys.Zip(contents, (key, content) => ToContent(key, content, rows.GetValueOrDefault(key.ReferralId))));
                return response;
            },
            context.CancellationToken);
    }

    private static MatchingContent ToContent(MatchingKey key, Referral? content, ReferralRow? row) => new()
    {
        ReferralId = key.ReferralId,
        Supplement = key.Supplement,
        Facts = row?.ReadMetadata().ToFacts(),
        Content = content,
        Erased = row?.ErasedAt is not null,
        ContentSha256 = content is null ? "" : CanonicalContent.HashWithoutReference(content),
    };

    private static void Check(GetForMatchingRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Keys.Count > 0, "keys", "is required", "REQUIRED");
        if (SubmissionRules.AtMost(violations, request.Keys.Count, MostKeys, "keys"))
        {
            for (var i = 0; i < request.Keys.Count; i++)
            {
                violations.Require(Ids.IsValid("ref", request.Keys[i].ReferralId), $"keys[{i}].referralId", "must be an id of its kind", "MALFORMED");
                violations.Require(request.Keys[i].Supplement >= 0, $"keys[{i}].supplement", "must not be negative", "OUT_OF_RANGE");
            }
        }

        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
    }
}
