using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Mvc;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.SignIn;
using Referrals.Console.Words;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using RoutingAddInformation = Referrals.Routing.V1.AddInformationRequest;

namespace Referrals.Console.ReceiveHandOffs;

/// <summary>A hand-off: for its team the place to answer, for officers and auditors to look.</summary>
[ForRole(Role.Team, Role.Officer, Role.Auditor)]
public sealed class HandOffModel(ExchangeClients clients, ExchangeClock clock, TeamNames teams, Sessions sessions, TimeProvider time, Texts texts) : ConsolePage(clients, texts)
{
    [FromRoute]
    public string Id { get; set; } = "";

    public GetHandOffResponse View { get; private set; } = new();

    public IReadOnlyList<Team> Teams { get; private set; } = [];

    /// <summary>Agencies that this team must release, or let wait.</summary>
    public IReadOnlyList<Deconfliction> Holds { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public SubmittedReferral? Opened { get; private set; }

    /// <summary>What was just done, in words; empty for nothing.</summary>
    public string Done { get; private set; } = "";

    public string RequestId { get; private set; } = NewRequestId();

    public HandOff Item => View.HandOff;

    public bool IsTeam => Person.Principal.Role == Role.Team;

    public bool IsHeld => Item.State is HandOffState.Acknowledged or HandOffState.InProgress;

    /// <summary>Who is offered it otherwise, in words.</summary>
    public string Next => InboxWords.Next(Item, Teams.FirstOrDefault(team => team.TeamId == Item.NextTeamId)?.DisplayName, T);

    /// <summary>Whether this officer may take it back.</summary>
    public bool MayTakeBack => Person.Principal.Role == Role.Officer && (IsHeld || Item.State == HandOffState.Offered);

    /// <summary>What was typed into a form that this hand-off, having moved on, has no more; empty for nothing.</summary>
    public string Homeless => IsTeam && Item.State == HandOffState.Offered ? TypedElsewhere("Acknowledge", "Decline")
        : IsTeam && IsHeld ? TypedElsewhere("Progress", "Outcome", "Add", "Transfer")
        : MayTakeBack ? TypedElsewhere("TakeBack")
        : TypedElsewhere();

    public async Task OnGetAsync(string? done)
    {
        await LoadAsync();
        Done = done switch
        {
            "acknowledged" => T["Acknowledged. The case is yours under your own reference."],
            "declined" => T["Declined. {0}", Item.NextTeamId.Length > 0 ? T["It was offered to {0}.", await teams.OfAsync(Item.NextTeamId, Stop)] : T["It went to the next team of the policy, or back to the desk."]],
            "transferred" => T["The transfer is offered. The case stays yours until the other team acknowledges."],
            "takeBack" => T["Taken back. The team can read it no longer. {0}", await AfterTakeBackAsync()],
            "released" => T["Released. The agency is told that it may act."],
            "progress" => T["Progress recorded. The sender sees the step, no more."],
            "added" => T["Added to the case and handed to the other teams."],
            "outcome" => T["Outcome recorded. The sender sees it."],
            _ => "",
        };
    }

    public Task<IActionResult> OnPostAcknowledgeAsync() => DoAsync("acknowledged", async (form, id) =>
        await Clients.Routing.AcknowledgeAsync(new AcknowledgeRequest { RequestId = id, HandOffId = Id, TeamReference = FormText.Of(form, "teamReference") }, cancellationToken: Stop));

    public Task<IActionResult> OnPostDeclineAsync() => DoAsync("declined", async (form, id) =>
        await Clients.Routing.DeclineAsync(
            new DeclineRequest { RequestId = id, HandOffId = Id, Reason = FormText.Value<DeclineReason>(form, "declineReason"), Text = FormText.Of(form, "declineText") }, cancellationToken: Stop));

    public Task<IActionResult> OnPostTransferAsync() => DoAsync("transferred", async (form, id) =>
        await Clients.Routing.TransferAsync(
            new TransferRequest
            {
                RequestId = id,
                HandOffId = Id,
                ToTeamId = FormText.Of(form, "toTeam"),
                Reason = FormText.Value<CustodyChangeReason>(form, "transferReason"),
                Text = FormText.Of(form, "transferText"),
            },
            cancellationToken: Stop));

    /// <summary>Takes it from the team: it was sent to the wrong one, or does not answer.</summary>
    public Task<IActionResult> OnPostTakeBackAsync() => DoAsync("takeBack", async (form, id) =>
        await Clients.Routing.RevokeAsync(
            new RevokeRequest
            {
                RequestId = id,
                HandOffId = Id,
                Reason = FormText.Value<CustodyChangeReason>(form, "takeBackReason"),
                Text = FormText.Of(form, "takeBackText"),
                OfferNext = form.ContainsKey("offerNext"),
                ExpectedVersion = int.TryParse(FormText.Of(form, "version"), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0,
            },
            cancellationToken: Stop));

    public Task<IActionResult> OnPostProgressAsync() => DoAsync("progress", async (form, id) =>
        await Clients.Routing.RecordProgressAsync(
            new RecordProgressRequest { RequestId = id, HandOffId = Id, Code = FormText.Value<ProgressCode>(form, "step"), Tasks = { HandOffForm.Tasks(form) }, TasksDone = { HandOffForm.TasksDone(form) } },
            cancellationToken: Stop));

    public Task<IActionResult> OnPostReleaseHoldAsync() => DoAsync("released", async (form, id) =>
        await Clients.Routing.ReleaseDeconflictionAsync(new ReleaseDeconflictionRequest { RequestId = id, DeconflictionId = FormText.Of(form, "id") }, cancellationToken: Stop));

    public Task<IActionResult> OnPostAddAsync() => DoAsync("added", async (form, id) =>
        await Clients.Routing.AddInformationAsync(new RoutingAddInformation { RequestId = id, HandOffId = Id, Referral = HandOffForm.Found(form, Item.Country) }, cancellationToken: Stop));

    public Task<IActionResult> OnPostOutcomeAsync() => DoAsync("outcome", async (form, id) =>
        await Clients.Routing.RecordOutcomeAsync(
            new RecordOutcomeRequest
            {
                RequestId = id,
                HandOffId = Id,
                Outcome = HandOffForm.Outcome(form),
                Tasks = { HandOffForm.Tasks(form) },
                TasksDone = { HandOffForm.TasksDone(form) },
                KeepOpen = form.ContainsKey("keepOpen"),
            },
            cancellationToken: Stop));

    /// <summary>Opens the folded content of a referral; recorded, and folded again when the page is come back to.</summary>
    public async Task<IActionResult> OnPostOpenAsync(string referralId)
    {
        await LoadAsync();
        if (View.Referrals.All(referral => referral.Facts.ReferralId != referralId))
            return Redirect($"/hand-offs/{Id}");
        Opened = (await Clients.Intake.GetAsync(
            new GetRequest { ReferralId = referralId, ReadMask = new FieldMask { Paths = { "facts", "content", "supplements" } } }, cancellationToken: Stop)).Referral;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        sessions.Change(HttpContext, session => session.WithOneOpened(today));
        return Page();
    }

    /// <summary>Does what a form asks for, and says so; or shows the form again, with all that was typed and what is wrong with it.</summary>
    private async Task<IActionResult> DoAsync(string done, Func<IFormCollection, string, Task> call)
    {
        var form = Request.Form;
        var id = FormText.Of(form, "requestId");
        await LoadAsync();
        if (await TryAsync(() => call(form, id)) is not { } trouble)
            return Redirect($"/hand-offs/{Id}?done={done}");
        if (trouble.IsUnknown)
            RequestId = id;
        else
            await LoadAsync();
        Errors.AddRange(trouble.Reason switch
        {
            "TIMED_OUT" => [new FormError("", T["The clock to acknowledge has run down: the next team was offered this. Nothing was recorded."])],
            "WRONG_STATE" or "ALREADY_ACKNOWLEDGED" or "VERSION_CHANGED" => [new FormError("", T["This hand-off has moved on: it is {0}. Nothing was recorded twice.", T.Of(Item.State)])],
            _ => FormFields.Errors(trouble, HandOffForm.Fields(done, form, T), T),
        });
        return Page();
    }

    /// <summary>What was typed into a form other than these.</summary>
    private string TypedElsewhere(params string[] forms) =>
        Request.HasFormContentType && !Array.Exists(forms, WasSent) ? FormText.Typed(Request.Form, HandOffForm.Texts) : "";

    /// <summary>Where it went that was taken back, from the history.</summary>
    private async Task<string> AfterTakeBackAsync()
    {
        var next = View.History.LastOrDefault(entry => entry.Kind == HandOffEventKind.Revoked)?.ToTeamId ?? "";
        return next.Length > 0 ? T["It was offered to {0}.", await teams.OfAsync(next, Stop)]
            : Item.Role == HandOffRole.Lead ? T["It is with the desk again, in the queue."]
            : "";
    }

    private async Task LoadAsync()
    {
        Now = await clock.NowAsync(Clients, Stop);
        View = await Clients.Routing.GetHandOffAsync(new GetHandOffRequest { HandOffId = Id }, cancellationToken: Stop);
        Teams = await teams.AllAsync(Stop);
        if (!IsTeam)
            return;
        var request = new ListDeconflictionsRequest { CountryCase = Item.CountryCase };
        await TryAsync(async () => Holds = [.. (await Clients.Routing.ListDeconflictionsAsync(request, cancellationToken: Stop)).Deconflictions.Where(hold => hold.HandOffId == Id)]);
    }
}
