using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.ListQueue;
using Referrals.Console.SignIn;
using Referrals.Triage.V1;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Referrals.Console.DecideCase;

/// <summary>Sends a decision: under a claim that the officer holds or takes now, and on the version that the officer saw.</summary>
internal static class DecisionSender
{
    /// <summary>The decision for Undo; null for a request of information, which cannot be undone.</summary>
    public static async Task<UndoableDecision?> SendAsync(
        ExchangeClients clients, string countryCase, DecisionForm form, string? suggestedTeam, bool urgent, TimeSpan undoHold, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claim = await ClaimedCase.TakeAsync(clients, countryCase, form.RequestId, cancellationToken);
        var version = ClaimedCase.VersionSeen(claim, form.Version);
        switch (form.Choice)
        {
            case DecisionChoice.HandOff:
                var hold = urgent || form.Priority == Priority.P1Immediate ? TimeSpan.Zero : undoHold;
                var accepted = await clients.Triage.AcceptAsync(
                    new AcceptRequest
                    {
                        RequestId = form.RequestId,
                        CountryCase = countryCase,
                        ClaimToken = claim.Claim.ClaimToken,
                        ExpectedVersion = version,
                        Priority = form.Priority,
                        Justification = form.HandOffReason,
                        Note = form.Note,
                        LeadTeamId = DecisionRules.IsOverride(form, suggestedTeam) ? form.LeadTeam : "",
                        UndoHold = Duration.FromTimeSpan(hold),
                    },
                    cancellationToken: cancellationToken);
                return hold == TimeSpan.Zero ? null : new UndoableDecision(countryCase, accepted.DecisionId, true, accepted.CountryCase.UndoUntil?.ToDateTimeOffset() ?? now + hold);
            case DecisionChoice.Reject:
                var rejected = await clients.Triage.RejectAsync(
                    new RejectRequest
                    {
                        RequestId = form.RequestId,
                        CountryCase = countryCase,
                        ClaimToken = claim.Claim.ClaimToken,
                        ExpectedVersion = version,
                        Disposition = form.Rejection!.Disposition,
                        InformationalReason = form.Rejection.InformationalReason,
                        MissingDatum = form.Rejection.MissingDatum,
                        Justification = form.RejectReason,
                        Note = form.Note,
                    },
                    cancellationToken: cancellationToken);
                return new UndoableDecision(countryCase, rejected.DecisionId, false, null);
            default:
                await clients.Triage.RequestInformationAsync(
                    new RequestInformationRequest
                    {
                        RequestId = form.RequestId,
                        CountryCase = countryCase,
                        ClaimToken = claim.Claim.ClaimToken,
                        ExpectedVersion = version,
                        ReferralId = form.AskAbout,
                        Data = { form.Wanted },
                        Question = form.Question,
                        AnswerWithin = form.AnswerDays > 0 ? Duration.FromTimeSpan(TimeSpan.FromDays(form.AnswerDays)) : null,
                    },
                    cancellationToken: cancellationToken);
                return null;
        }
    }
}
