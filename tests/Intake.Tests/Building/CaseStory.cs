using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Storage;
using Referrals.Platform;
using Referrals.Platform.Outbox;
using Referrals.Testing;

namespace Referrals.Intake.Tests.Building;

/// <summary>What Matching, Triage and Routing say of one case, as Intake hears it.</summary>
internal sealed class CaseStory(ServiceUnderTest<IntakeDbContext> intake, string? caseId = null)
{
    private int referrals;

    public string CaseId { get; } = caseId ?? Ids.New("case");

    public string CountryCase => $"cases/{CaseId}/countries/PH";

    public async Task MatchedAsync(string referralId, params string[] otherAgencies)
    {
        var received = (await intake.PublishedAsync<ReferralReceived>()).Single(e => e.Referral.ReferralId == referralId).Referral;
        await intake.DeliverAsync($"cases/{CaseId}", new ReferralMatched
        {
            CaseId = CaseId,
            Referral = received,
            Decision = received.Origin == ReferralOrigin.Team ? MatchDecision.BornInCase : referrals == 0 ? MatchDecision.New : MatchDecision.Linked,
            OtherAgencies = otherAgencies,
            ReferralCount = ++referrals,
        });
    }

    public Task UpdatedAsync(ReferralMetadata referral, ReferralChange change) =>
        intake.DeliverAsync($"cases/{CaseId}", new ReferralUpdated { CaseId = CaseId, Referral = referral, Change = change });

    public Task OpenedAsync(string desk = "ph", bool reopened = false) => SayAsync(new CaseOpened
    {
        CountryCase = CountryCase,
        CaseId = CaseId,
        Country = "PH",
        Desk = desk,
        Priority = Priority.P2Urgent,
        DueAt = DateTimeOffset.UnixEpoch,
        Reopened = reopened,
        ReferralId = Ids.New("ref"),
    });

    public Task AcceptedAsync() => SayAsync(new CaseAccepted
    {
        CountryCase = CountryCase,
        CaseId = CaseId,
        Country = "PH",
        Desk = "ph",
        Priority = Priority.P2Urgent,
        DecidedBy = "p-officer",
        Justification = JustificationCode.ChildAtRisk,
        OpenedAt = DateTimeOffset.UnixEpoch,
        Referrals = [],
        ReferralCount = referrals,
    });

    public Task RejectedAsync(Disposition disposition = Disposition.InsufficientInformation) => SayAsync(new CaseRejected
    {
        CountryCase = CountryCase,
        CaseId = CaseId,
        Disposition = disposition,
        MissingDatum = disposition == Disposition.InsufficientInformation ? RequestedDatum.Location : null,
    });

    public Task AskedAsync(string referralId, string questionId, EventPosition? record = null) => SayAsync(
        new InformationRequested
        {
            CountryCase = CountryCase,
            ReferralId = referralId,
            InformationRequestId = questionId,
            Data = [RequestedDatum.Location],
        },
        record);

    public async Task<string> OfferedAsync(string team = "nbi", HandOffRole role = HandOffRole.Lead, IReadOnlyDictionary<string, Tlp>? limits = null)
    {
        var id = Ids.New("hof");
        await SayAsync(new HandOffOffered
        {
            HandOffId = id,
            CountryCase = CountryCase,
            TeamId = team,
            TeamName = $"Team {team}",
            MemberLimits = limits,
            Role = role,
            PolicyVersion = "2020",
            RuleId = "r-1",
            AcknowledgeBy = DateTimeOffset.UnixEpoch,
            Attempt = 1,
            ReferralIds = [],
            ReferralCount = referrals,
            WaitingCount = 0,
        });
        return id;
    }

    public Task AcknowledgedAsync(string handOff, string team = "nbi", HandOffRole role = HandOffRole.Lead) =>
        SayAsync(new HandOffAcknowledged { HandOffId = handOff, CountryCase = CountryCase, TeamId = team, Role = role, TeamReference = "NBI-2026-7" });

    public Task DeclinedAsync(string handOff, string team = "nbi", string? next = null) =>
        SayAsync(new HandOffDeclined { HandOffId = handOff, CountryCase = CountryCase, TeamId = team, Role = HandOffRole.Lead, Reason = DeclineReason.NoCapacity, NextTeamId = next });

    public Task OutcomeAsync(string handOff, string team = "nbi") => SayAsync(new OutcomeRecorded
    {
        HandOffId = handOff,
        CountryCase = CountryCase,
        TeamId = team,
        Role = HandOffRole.Lead,
        Outcome = Outcome.Arrest,
        Safeguarded = 2,
        Arrested = 3,
        Usefulness = Usefulness.Yes,
    });

    public Task FeedbackLapsedAsync(string handOff, string team = "nbi") =>
        SayAsync(new FeedbackLapsed { HandOffId = handOff, CountryCase = CountryCase, TeamId = team, Role = HandOffRole.Lead });

    public Task CompletedAsync(string handOff, string team = "nbi") =>
        SayAsync(new HandOffCompleted { HandOffId = handOff, CountryCase = CountryCase, TeamId = team, Role = HandOffRole.Lead });

    public Task ConsentRequestedAsync(string referralId, EventPosition? record = null) =>
        SayAsync(new ConsentRequested { CountryCase = CountryCase, ReferralId = referralId }, record);

    public Task OrphanedAsync() => SayAsync(new CaseOrphaned { CountryCase = CountryCase, Reason = OrphanReason.NoTeam });

    /// <summary>An officer moves a referral here.</summary>
    public async Task LinkedAsync(string referralId, string fromCase, bool ends = false) => await intake.DeliverAsync($"cases/{CaseId}", new ReferralLinked
    {
        CaseId = CaseId,
        FromCaseId = fromCase,
        EndsFrom = ends,
        OtherAgencies = ["us-ice"],
        Referral = (await intake.PublishedAsync<ReferralReceived>()).Single(e => e.Referral.ReferralId == referralId).Referral,
    });

    public Task DeconflictedAsync(string referralId, DeconflictionState state) => SayAsync(new DeconflictionChanged
    {
        DeconflictionId = Ids.New("dcn"),
        CountryCase = CountryCase,
        ReferralId = referralId,
        HandOffId = Ids.New("hof"),
        TeamName = "NBI",
        State = state,
        ReleaseBy = DateTimeOffset.UnixEpoch,
    });

    /// <summary>Another agency asked about an identifier that a referral names.</summary>
    public Task QueriedAsync(string referralId) => intake.DeliverAsync($"cases/{CaseId}", new IdentifierQueried
    {
        CaseId = CaseId,
        QueryId = Ids.New("qry"),
        ReferralId = referralId,
        AskedBy = "us-ice",
        AskedByName = "Homeland Security",
        AskedByContact = "duty@ice.example",
        AskedUnder = "ICE-7",
    });

    /// <summary>With what its publisher recorded before, if that matters.</summary>
    private Task<EventPosition> SayAsync(object @event, EventPosition? record = null) => intake.DeliverAsync(CountryCase, @event, auditCause: record);
}
