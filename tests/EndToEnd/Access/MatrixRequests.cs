using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.V1;
using Referrals.Platform;
using Referrals.Routing.V1;
using Referrals.Triage.V1;
using Right = Referrals.Common.V1.Right;

namespace Referrals.EndToEnd.Access;

/// <summary>
/// A request of every rpc that names something: valid, so that nothing but need to know refuses it. What they change, if
/// they may, leaves the others as they are; those that do not come last.
/// </summary>
internal static class MatrixRequests
{
    private static readonly Dictionary<string, Func<MatrixWorld, IMessage?>> Naming = new()
    {
        ["IntakeService.Get"] = world => new GetRequest { ReferralId = world.Referral },
        ["IntakeService.Get content"] = world => new GetRequest { ReferralId = world.Referral, ReadMask = FieldMask.FromString("content") },
        ["IntakeService.WatchStatus"] = world => new WatchStatusRequest { ReferralId = world.Referral },
        ["IntakeService.AddInformation"] = world => new Intake.V1.AddInformationRequest { RequestId = Users.Fresh(), ReferralId = world.Referral, Content = new Referral { Region = "PH-07" } },
        ["IntakeService.AnswerInformationRequest"] = world => new AnswerInformationRequestRequest { RequestId = Users.Fresh(), ReferralId = world.Referral, InformationRequestId = Ids.New("irq"), NotAvailable = true },
        ["IntakeService.GiveConsent"] = world => new GiveConsentRequest { RequestId = Users.Fresh(), ReferralId = world.Referral, Scope = ConsentScope.CountryTeams },
        ["IntakeService.GetReceipt"] = world => new GetReceiptRequest { ReferralId = world.Referral },
        ["MatchingService.GetMatches"] = world => new GetMatchesRequest { CaseId = world.Case },
        ["MatchingService.GetMatches referral"] = world => new GetMatchesRequest { ReferralId = world.Referral },
        ["MatchingService.ConfirmLink"] = world => new ConfirmLinkRequest { RequestId = Users.Fresh(), ReferralId = world.Referral, CaseId = world.Case, Reason = LinkReason.SamePerson },
        ["MatchingService.RejectLink"] = world => new RejectLinkRequest { RequestId = Users.Fresh(), ReferralId = world.Referral, CaseId = world.Case, Reason = LinkReason.SamePerson },
        ["MatchingService.SplitCase"] = world => new SplitCaseRequest { RequestId = Users.Fresh(), CaseId = world.Case, ReferralIds = { world.Referral }, Reason = LinkReason.SamePerson },
        ["MatchingService.MergeCases"] = world => new MergeCasesRequest { RequestId = Users.Fresh(), IntoCaseId = world.Case, FromCaseId = world.OtherCase, Reason = LinkReason.SamePerson, ExpectedIntoVersion = int.MaxValue },
        ["TriageService.GetCase"] = world => new GetCaseRequest { CountryCase = world.CountryCase },
        ["TriageService.Claim"] = world => new ClaimRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase },
        ["TriageService.ExtendClaim"] = world => new ExtendClaimRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase, ClaimToken = "t" },
        ["TriageService.Release"] = world => new ReleaseRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase, ClaimToken = "t" },
        ["TriageService.Assign"] = world => new AssignRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase, Officer = "officer/reyes", ExpectedVersion = 1 },
        ["TriageService.SaveDraft"] = world => new SaveDraftRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase },
        ["TriageService.GetDraft"] = world => new GetDraftRequest { CountryCase = world.CountryCase },
        ["TriageService.Accept"] = world => new AcceptRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase, ClaimToken = "t", ExpectedVersion = 1, Justification = JustificationCode.LocationIdentified },
        ["TriageService.Reject"] = world => new RejectRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase, ClaimToken = "t", ExpectedVersion = 1, Disposition = Disposition.FalseReport, Justification = JustificationCode.LocationIdentified },
        ["TriageService.UndoDecision"] = world => new UndoDecisionRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase, DecisionId = "1" },
        ["TriageService.RequestInformation"] = world => new RequestInformationRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase, ClaimToken = "t", ExpectedVersion = 1, ReferralId = world.Referral, Data = { RequestedDatum.Location } },
        ["TriageService.SetPriority"] = world => new SetPriorityRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase, ClaimToken = "t", ExpectedVersion = 1, Priority = Priority.P1Immediate, Justification = JustificationCode.ChildAtRisk },
        ["TriageService.Escalate"] = world => new EscalateRequest { RequestId = Users.Fresh(), CountryCase = world.CountryCase, ExpectedVersion = 1, Justification = JustificationCode.ChildAtRisk },
        ["RoutingService.GetHandOff"] = world => new GetHandOffRequest { HandOffId = world.HandOff },
        ["RoutingService.ListCaseHandOffs"] = world => new ListCaseHandOffsRequest { CountryCase = world.CountryCase },
        ["RoutingService.Explain"] = world => new ExplainRequest { CountryCase = world.CountryCase },
        ["RoutingService.Acknowledge"] = world => new AcknowledgeRequest { RequestId = Users.Fresh(), HandOffId = world.HandOff, TeamReference = "again" },
        ["RoutingService.Decline"] = world => new DeclineRequest { RequestId = Users.Fresh(), HandOffId = world.HandOff, Reason = DeclineReason.NoCapacity },
        ["RoutingService.Transfer"] = world => new TransferRequest { RequestId = Users.Fresh(), HandOffId = world.HandOff, ToTeamId = MatrixCaller.Lead, Reason = CustodyChangeReason.JoinedOperation },
        ["RoutingService.AddInformation"] = world => new Routing.V1.AddInformationRequest { RequestId = Users.Fresh(), HandOffId = world.HandOff, Referral = new Referral { AgencyReference = Users.Fresh(), IncidentType = IncidentType.Other, Countries = { "PH" }, Handling = new Handling { Tlp = Tlp.Amber }, Narrative = "[withheld]" } },
        ["RoutingService.RecordProgress"] = world => new RecordProgressRequest { RequestId = Users.Fresh(), HandOffId = world.HandOff, Code = ProgressCode.LocationConfirmed },
        ["RoutingService.RecordOutcome"] = world => new RecordOutcomeRequest { RequestId = Users.Fresh(), HandOffId = world.HandOff, Outcome = new HandOffOutcome { Outcome = Outcome.OngoingInvestigation } },
        ["RoutingService.Revoke"] = world => new Routing.V1.RevokeRequest { RequestId = Users.Fresh(), HandOffId = world.HandOff, Reason = CustodyChangeReason.JoinedOperation, ExpectedVersion = int.MaxValue },
        ["AuditService.GetTrail"] = world => new GetTrailRequest { ReferralId = world.Referral },
        ["AuditService.GetTrail country case"] = world => new GetTrailRequest { CountryCase = world.CountryCase },
        ["AuditService.GetInclusionProof"] = world => world.Index is { } index ? new GetInclusionProofRequest { Index = index } : null,
        ["IntakeService.RefuseConsent"] = world => new RefuseConsentRequest { RequestId = Users.Fresh(), ReferralId = world.Referral },
        ["IntakeService.Withdraw"] = world => new WithdrawRequest { RequestId = Users.Fresh(), ReferralId = world.Referral, Reason = WithdrawalReason.SentInError },
        ["IntakeService.Erase"] = world => new EraseRequest { RequestId = Users.Fresh(), ReferralId = world.Referral, Reason = ErasureReason.LegalOrder },
    };

    /// <summary>What a referral of the caller's own has not, and may be told that it has not.</summary>
    public const string OfItsOwn = "information request";

    /// <summary>
    /// What cannot be told by a status here: an item of the answer says what became of each case of <c>DecideMany</c>, and there is no
    /// deconfliction to release, which a test of Routing has.
    /// </summary>
    private static readonly HashSet<string> AnswersPerItem = ["TriageService.DecideMany", "RoutingService.ReleaseDeconfliction"];

    /// <summary>The methods in the order in which they are called, each with what makes its requests.</summary>
    public static IReadOnlyList<(string Case, MethodDescriptor Method, Func<MatrixWorld, IMessage?> Make)> Of(IEnumerable<MethodDescriptor> methods)
    {
        var byName = methods.ToDictionary(method => $"{method.Service.Name}.{method.Name}");
        var named = Naming.Select(entry => (entry.Key, byName[string.Join(' ', entry.Key.Split(' ')[..1])], entry.Value));
        var general = byName.Where(entry => NamesNothing(entry.Value))
            .Select(entry => (entry.Key, entry.Value, new Func<MatrixWorld, IMessage?>(_ => entry.Value.InputType.Parser.ParseFrom(ByteString.Empty))));
        return [.. general, .. named];
    }

    /// <summary>Methods that name something and of which the matrix has no request.</summary>
    public static IEnumerable<string> Missing(IEnumerable<MethodDescriptor> methods) =>
        methods.Where(method => !NamesNothing(method))
            .Select(method => $"{method.Service.Name}.{method.Name}")
            .Where(name => !Naming.Keys.Any(key => key.Split(' ')[0] == name));

    /// <summary>Whether a call names nothing of anybody, or more things than one answer can be about.</summary>
    public static bool NamesNothing(MethodDescriptor method) =>
        method.RightOf() is Right.General or Right.Serve || AnswersPerItem.Contains($"{method.Service.Name}.{method.Name}");

    /// <summary>A sender is told of its referrals only, and not of a case that others are in as well.</summary>
    public static MatrixCaller Towards(string name, MatrixCaller caller) =>
        name.EndsWith("country case", StringComparison.Ordinal) && caller.Role == Role.Agency ? caller with { Standing = Platform.Access.Standing.Exists } : caller;

    public static Right RightOf(this MethodDescriptor method) => method.GetOptions()?.GetExtension(AccessExtensions.Access)?.Right ?? Right.Unspecified;

    public static IReadOnlyCollection<Role> RolesOf(this MethodDescriptor method) => method.GetOptions()?.GetExtension(AccessExtensions.Access)?.Roles.ToList() ?? [];
}
