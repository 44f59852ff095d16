using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Platform.Inbox;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Places each referral in a case: the one it was born in, the one that shares a strong identifier, or a new one.</summary>
public sealed class PlaceReferralConsumer(MatchingBatch batch)
    : IEventConsumer<MatchingDbContext, ReferralReceived>, IBatchPreparation<MatchingDbContext, ReferralReceived>, IBatchCompletion<MatchingDbContext>
{
    public Task PrepareAsync(IReadOnlyList<ReferralReceived> events, CancellationToken cancellationToken) =>
        batch.PrepareAsync([.. events.Select(received => (received.Referral, 0))], cancellationToken);

    public Task EnterAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken) => batch.EnterAsync(work, cancellationToken);

    public Task CompleteAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken) => batch.CompleteAsync(work, cancellationToken);

    public async Task ConsumeAsync(ReferralReceived @event, EventContext<MatchingDbContext> context, CancellationToken cancellationToken)
    {
        var work = context.Work;
        var referral = @event.Referral;
        var bornIn = referral.BornIn is null ? null : await MatchingBatch.FindStandingAsync(work, CaseNames.ParentOf(referral.BornIn), cancellationToken);
        var scored = await batch.ScoreAsync(referral.ReferralId, 0, new HashSet<string>(), cancellationToken);
        var decision = bornIn is null ? DecisionRules.Place(scored.Cases, batch.Model) : DecisionRules.Suggest(scored.Cases, bornIn.Id, batch.Model);
        var joins = bornIn ?? (decision.Linked is null ? null : await MatchingBatch.FindStandingAsync(work, decision.Linked.CaseId, cancellationToken));
        if (joins is not null)
        {
            var asked = await Suggestions.AskedAsync(work, joins.Id, [.. decision.Suggested.Select(match => match.CaseId)], cancellationToken);
            decision = decision.Without(asked.Append(joins.Id).ToHashSet());
        }

        var row = joins ?? Open(work);
        var outcome = bornIn is not null ? MatchDecision.BornInCase : joins is null ? MatchDecision.New : MatchDecision.Linked;

        var others = row.Agencies.Where(agency => agency != referral.AgencyId).ToList();
        Join(row, referral);
        work.Db.Referrals.Add(new ReferralRow
        {
            Id = referral.ReferralId,
            CaseId = row.Id,
            Decision = outcome,
            DecidedAt = work.Now,
            Metadata = EventJson.Write(referral),
            Explanation = StoredExplanation.Of(decision.Linked, scored.Candidates, batch.Model, batch.HotCases).Without(scored.SetAside).Write(),
        });
        if (joins is null)
            batch.Features.Begin(row.Id);
        await batch.JoinAsync(referral.ReferralId, 0, row.Id, cancellationToken);
        Suggestions.Add(work, referral.ReferralId, decision, scored, batch.Model, batch.HotCases);
        Announce(work, row, referral, outcome, decision, others, batch.Model.Version);
    }

    private static CaseRow Open(Work<MatchingDbContext> work)
    {
        var row = new CaseRow { Id = Ids.New("case"), OpenedAt = work.Now };
        work.Db.Cases.Add(row);
        work.Begin(CaseNames.StreamOf(row.Id));
        return row;
    }

    private static void Join(CaseRow row, ReferralMetadata referral)
    {
        row.ReferralCount++;
        row.Version++;
        if (CaseNames.IsReport(referral) && !row.Agencies.Contains(referral.AgencyId))
            row.Agencies = [.. row.Agencies, referral.AgencyId];
        if (CaseNames.CountriesOf(referral).Except(row.Countries).ToList() is { Count: > 0 } further)
            row.Countries = [.. row.Countries, .. further];
    }

    private static void Announce(
        Work<MatchingDbContext> work, CaseRow row, ReferralMetadata referral, MatchDecision outcome, MatchingDecision decision, IReadOnlyList<string> others, string rule)
    {
        var matchedOn = (decision.Linked?.Score.Comparisons ?? []).Where(comparison => comparison is { Field: ComparedField.Identifier, Bits: > 0 })
            .Select(comparison => comparison.Type).Distinct().Order().ToList();
        work.Publish(CaseNames.StreamOf(row.Id), new ReferralMatched
        {
            CaseId = row.Id,
            Referral = referral,
            Decision = outcome,
            MatchedOn = matchedOn,
            OtherAgencies = others,
            ReferralCount = row.ReferralCount,
        });
        var details = new Dictionary<string, string> { ["decision"] = outcome.ToString() };
        if (matchedOn.Count > 0)
            details["matchedOn"] = string.Join(' ', matchedOn);
        work.Record(CaseNames.StreamOf(row.Id), new AuditEntry
        {
            Type = outcome == MatchDecision.New ? AuditTypes.Matched : AuditTypes.Linked,
            Agency = referral.AgencyId,
            Team = referral.TeamId,
            Case = row.Id,
            Referral = referral.ReferralId,
            Rule = rule,
            Details = details,
        });
    }
}
