using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Intake.CheckSubmission;
using Referrals.Intake.Content;
using Referrals.Intake.OwnReferral;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Commands;

namespace Referrals.Intake.AskSender;

/// <summary>Keeps an officer's question, whose text is content, before Triage decides to ask it. Triage leaves the record.</summary>
public sealed class RecordInformationRequestHandler(Commands<IntakeDbContext> commands, ContentStore content)
{
    private const int MostData = 16;

    public Task<RecordInformationRequestResponse> RecordAsync(RecordInformationRequestRequest request, ServerCallContext context)
    {
        ServiceCallers.Require(context, "triage");
        Check(request);
        return commands.RunAsync<RecordInformationRequestRequest, RecordInformationRequestResponse>(request, context, async (work, _, token) =>
        {
            work.AnswerIsAbout = request.ReferralId;
            await OwnReferrals.LockRowAsync(work, request.ReferralId, token);
            var referral = await work.Db.Referrals.FindAsync([request.ReferralId], token);
            if (referral is null)
                return Refusal.NotFound(OwnReferrals.Kind);
            if (OwnReferrals.Ended(referral) is { } ended)
                return ended;
            if (await work.Db.InformationRequests.AnyAsync(row => row.Id == request.InformationRequestId, token))
                return Refusal.AlreadyExists("ALREADY_RECORDED", "the information request is recorded already");
            work.Db.Add(new InformationRequestRow
            {
                Id = request.InformationRequestId,
                ReferralId = request.ReferralId,
                CountryCase = request.CountryCase,
                Data = JsonSerializer.Serialize(request.Data.Select(datum => (int)datum)),
                RecordedAt = work.Now,
                AnswerBy = request.AnswerBy?.ToDateTimeOffset(),
            });
            await content.WriteTextAsync(work.Sql, request.ReferralId, request.InformationRequestId, request.Question, token);
            return new RecordInformationRequestResponse { RecordedAt = work.Now.ToTimestamp() };
        });
    }

    private static void Check(RecordInformationRequestRequest request)
    {
        var violations = new Violations();
        violations.Require(Ids.IsValid("irq", request.InformationRequestId), "informationRequestId", "must be an id of its kind", "MALFORMED");
        violations.Require(Ids.IsValid("ref", request.ReferralId), "referralId", "must be an id of its kind", "MALFORMED");
        violations.Require(CountryCaseNames.IsValid(request.CountryCase), "countryCase", "must be cases/…/countries/CC", "MALFORMED");
        violations.Require(request.Data.Count > 0, "data", "is required", "REQUIRED");
        SubmissionRules.AtMost(violations, request.Data.Count, MostData, "data");
        for (var i = 0; i < request.Data.Count; i++)
            violations.Require(request.Data[i] != RequestedDatum.Unspecified, $"data[{i}]", "is required", "REQUIRED");
        TextRules.Optional(violations, request.Question, "question", 4000);
        violations.Require(request.Question.Length > 0 || !request.Data.Contains(RequestedDatum.Other), "question", "is required with OTHER", "REQUIRED");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
    }
}
