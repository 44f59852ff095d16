using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Mvc;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Intake.V1;
using IntakeAddInformation = Referrals.Intake.V1.AddInformationRequest;

namespace Referrals.Console.FollowReferrals;

/// <summary>A referral as its sender follows it: what became of it, what is asked, what may be added.</summary>
[ForRole(Role.Agency)]
public sealed class SentReferralModel(ExchangeClients clients, ExchangeClock clock, Texts texts) : ConsolePage(clients, texts)
{
    [FromRoute]
    public string Id { get; set; } = "";

    public SubmittedReferral Item { get; private set; } = new();

    /// <summary>The questions that wait for an answer; reading them is recorded.</summary>
    public IReadOnlyList<InformationRequest> Questions { get; private set; } = [];

    /// <summary>The receipt with the state of its promise; null while it cannot be asked for.</summary>
    public GetReceiptResponse? Receipt { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>What was just done, in words; empty for nothing.</summary>
    public string Done { get; private set; } = "";

    public string RequestId { get; private set; } = NewRequestId();

    public bool WaitsForConsent => OpenQuestions.WaitsForConsent(Item.Status);

    public bool IsOpen => Item.Status is { Erased: false, State: not ReferralState.Withdrawn };

    /// <summary>What was typed into a form, shown again when it was not taken.</summary>
    /// <param name="form">Which form of the page.</param>
    /// <param name="name">The field.</param>
    public string TypedInto(string form, string name) => Request.HasFormContentType && FormText.Of(Request.Form, "form") == form ? FormText.Of(Request.Form, name) : "";

    /// <summary>What was typed into a form that this referral has no more; empty for nothing.</summary>
    public string Homeless =>
        Request.HasFormContentType && FormText.Of(Request.Form, "form") is var form && (WasSent("Answer") ? Questions.All(question => question.InformationRequestId != form) : !IsOpen)
            ? FormText.Typed(Request.Form, ReportedParts.Texts)
            : "";

    public string Handler(string handler) => $"/referrals/{Id}?handler={handler}";

    public async Task OnGetAsync(string? done)
    {
        await LoadAsync();
        Done = done switch
        {
            "answered" => T["Answered. It went to whoever holds the case."],
            "added" => T["Added. It went to whoever holds the case."],
            "consented" => T["Your consent is recorded. The case goes on to the teams that it covers."],
            "refused" => T["Your refusal is recorded. The referral goes no further."],
            "withdrawn" => T["Withdrawn. The teams that had it were told."],
            _ => "",
        };
    }

    public async Task<IActionResult> OnPostAnswerAsync()
    {
        var none = Request.Form.ContainsKey("notAvailable");
        if (none && ReportedParts.HasAny(Request.Form))
        {
            // Which of the two is meant only the sender can say.
            await LoadAsync();
            Errors.Add(new FormError($"{FormText.Of(Request.Form, "form")}-none", T["An answer is typed as well: send it, or empty it and say that you do not have what is asked for"]));
            return Page();
        }

        return await DoAsync("answered", async (form, id) => await Clients.Intake.AnswerInformationRequestAsync(
            new AnswerInformationRequestRequest
            {
                RequestId = id,
                ReferralId = Id,
                InformationRequestId = FormText.Of(form, "form"),
                NotAvailable = none,
                Content = none ? null : ReportedParts.Read(form),
            },
            cancellationToken: Stop));
    }

    public Task<IActionResult> OnPostAddAsync() => DoAsync("added", async (form, id) =>
        await Clients.Intake.AddInformationAsync(new IntakeAddInformation { RequestId = id, ReferralId = Id, Content = ReportedParts.Read(form) }, cancellationToken: Stop));

    public Task<IActionResult> OnPostConsentAsync() => DoAsync("consented", async (form, id) =>
        await Clients.Intake.GiveConsentAsync(new GiveConsentRequest { RequestId = id, ReferralId = Id, Scope = FormText.Value<ConsentScope>(form, "scope") }, cancellationToken: Stop));

    public Task<IActionResult> OnPostRefuseAsync() => DoAsync("refused", async (_, id) =>
        await Clients.Intake.RefuseConsentAsync(new RefuseConsentRequest { RequestId = id, ReferralId = Id }, cancellationToken: Stop));

    public Task<IActionResult> OnPostWithdrawAsync() => DoAsync("withdrawn", async (form, id) =>
        await Clients.Intake.WithdrawAsync(new WithdrawRequest { RequestId = id, ReferralId = Id, Reason = FormText.Value<WithdrawalReason>(form, "reason") }, cancellationToken: Stop));

    private async Task<IActionResult> DoAsync(string done, Func<IFormCollection, string, Task> call)
    {
        var form = Request.Form;
        var id = FormText.Of(form, "requestId");
        if (await TryAsync(() => call(form, id)) is not { } trouble)
            return Redirect($"/referrals/{Id}?done={done}");
        await LoadAsync();
        if (trouble.IsUnknown)
            RequestId = id;
        Errors.AddRange(trouble.Reason == "ALREADY_ANSWERED"
            ? [new FormError("", T["This question was answered already. Nothing was sent twice."])]
            : FormFields.Errors(trouble, Fields(done, form), T));
        return Page();
    }

    /// <summary>Where what is wrong with a request is to be mended in the form that it came from.</summary>
    private IReadOnlyList<FormField> Fields(string done, IFormCollection form) => done switch
    {
        "answered" => [.. ReportedParts.Fields(form, "content", FormText.Of(form, "form"), T), new("content", $"{FormText.Of(form, "form")}-narrative", T["Answer"])],
        "added" => [.. ReportedParts.Fields(form, "content", "add", T), new("content", "add-narrative", T["Information"])],
        "consented" => [new("scope", $"scope-{nameof(ConsentScope.LeadTeam)}", T["It may go to"])],
        "withdrawn" => [new("reason", "withdraw-reason", T["Reason"])],
        _ => [],
    };

    private async Task LoadAsync()
    {
        Now = await clock.NowAsync(Clients, Stop);
        Item = (await Clients.Intake.GetAsync(new GetRequest { ReferralId = Id }, cancellationToken: Stop)).Referral;
        await TryAsync(async () => Receipt = await Clients.Intake.GetReceiptAsync(new GetReceiptRequest { ReferralId = Id }, cancellationToken: Stop));
        var open = OpenQuestions.Of(Item.Status);
        if (open.Count == 0 || !IsOpen)
            return;
        var asked = (await Clients.Intake.GetAsync(
            new GetRequest { ReferralId = Id, ReadMask = new FieldMask { Paths = { "information_requests" } } }, cancellationToken: Stop)).Referral.InformationRequests;
        Questions = [.. asked.Where(question => open.Contains(question.InformationRequestId))];
    }
}
