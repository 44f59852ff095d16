using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Storage;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Outbox;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.AskSender;

public sealed class QuestionTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_question_reaches_its_sender_once_it_was_asked_and_is_answered_by_a_supplement(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var (story, id, question) = await AskedAsync(intake, isAsked: false);
        var client = intake.Client(IntakeUnderTest.Nca);
        Assert.Empty((await ReadAsync(client, id)).InformationRequests);

        var record = new EventPosition("triage", story.CountryCase, 2);
        await story.AskedAsync(id, question, record);
        var asked = Assert.Single((await ReadAsync(client, id)).InformationRequests);
        Assert.Equal((question, "Where is [withheld]?", 0), (asked.InformationRequestId, asked.Question, asked.AnsweredBySupplement));
        Assert.Equal([RequestedDatum.Location], asked.Data);
        Assert.Equal(1, Assert.Single((await client.ListAsync(new ListRequest { AwaitingAnswer = true })).Referrals).OpenInformationRequests);
        Assert.Equal(ReferralState.InformationRequested, (await intake.StatusAsync(id)).State);

        var answer = await client.AnswerInformationRequestAsync(Answering(id, question, "x-1"));

        Assert.Equal(1, answer.Supplement);
        var read = await ReadAsync(client, id);
        Assert.Equal(1, read.InformationRequests[0].AnsweredBySupplement);
        Assert.Equal(question, read.Supplements[0].InformationRequestId);
        Assert.Equal(ReferralState.InTriage, read.Status.State);
        var published = Assert.Single(await intake.PublishedAsync<InformationRequestAnswered>());
        Assert.Equal((question, 1), (published.InformationRequestId, published.Supplement));
        Assert.Contains($"\"cause\":\"{record}\"", (await intake.AuditBodiesAsync()).Single(body => body.Contains("\"type\":\"answered\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty((await client.ListAsync(new ListRequest { AwaitingAnswer = true })).Referrals);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_second_answer_is_refused(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var (_, id, question) = await AskedAsync(intake);
        var client = intake.Client(IntakeUnderTest.Nca);
        var first = await client.AnswerInformationRequestAsync(new AnswerInformationRequestRequest { RequestId = "x-1", ReferralId = id, InformationRequestId = question, NotAvailable = true });
        Assert.Equal(0, first.Supplement);

        var refused = await Refused.ByAsync(client.AnswerInformationRequestAsync(Answering(id, question, "x-2")));

        Assert.Equal((StatusCode.FailedPrecondition, "ALREADY_ANSWERED"), (refused.Code, refused.Reason));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Only_triage_may_store_a_question_and_storing_it_again_changes_nothing(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var request = Question(id, Ids.New("irq"), new CaseStory(intake).CountryCase);

        Assert.Equal(StatusCode.PermissionDenied, (await Refused.ByAsync(intake.Client(Callers.Service("routing")).RecordInformationRequestAsync(request))).Code);
        Assert.Equal(StatusCode.PermissionDenied, (await Refused.ByAsync(intake.Client(IntakeUnderTest.Nca).RecordInformationRequestAsync(request))).Code);
        var triage = intake.Client(Callers.Service("triage"));
        var first = await triage.RecordInformationRequestAsync(request);
        Assert.Equal(first, await triage.RecordInformationRequestAsync(request));
        Assert.Equal(1, await intake.CountAsync("information_requests"));

        var bad = Question(id, "irq-1", "cases/x/countries/PH");
        bad.Data.Clear();
        bad.RequestId = "q-2";
        Assert.Equal(["informationRequestId", "countryCase", "data"], (await Refused.ByAsync(triage.RecordInformationRequestAsync(bad))).Fields.Select(field => field.Field));
    }

    private static async Task<(CaseStory Story, string Referral, string Question)> AskedAsync(ServiceUnderTest<IntakeDbContext> intake, bool isAsked = true)
    {
        var id = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        await story.OpenedAsync();
        var question = Ids.New("irq");
        await intake.Client(Callers.Service("triage")).RecordInformationRequestAsync(Question(id, question, story.CountryCase));
        if (isAsked)
            await story.AskedAsync(id, question);
        return (story, id, question);
    }

    private static RecordInformationRequestRequest Question(string referralId, string questionId, string countryCase) => new()
    {
        RequestId = "q-1",
        InformationRequestId = questionId,
        ReferralId = referralId,
        CountryCase = countryCase,
        Data = { RequestedDatum.Location },
        Question = "Where is [withheld]?",
    };

    private static AnswerInformationRequestRequest Answering(string id, string question, string requestId) => new()
    {
        RequestId = requestId,
        ReferralId = id,
        InformationRequestId = question,
        Content = new Referral { Region = "PH-07" },
    };

    private static async Task<SubmittedReferral> ReadAsync(IntakeService.IntakeServiceClient client, string id) =>
        (await client.GetAsync(new GetRequest { ReferralId = id, ReadMask = AddInformation.SenderTests.Mask("information_requests", "supplements", "status") })).Referral;
}
