using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Routing.HandOffs;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.OfferHandOff;

/// <summary>Offers a routed case to the teams that its plan wants.</summary>
internal sealed class HandOffOffers
{
    private readonly RoutedCase routed;
    private readonly CaseFacts facts;

    private HandOffOffers(RoutedCase routed, CaseFacts facts, RoutingPlan plan)
    {
        this.routed = routed;
        this.facts = facts;
        Plan = plan;
    }

    public RoutingPlan Plan { get; }

    public CaseFacts Facts => facts;

    /// <summary>Plans for the case as it is now, without the teams that were tried in this round.</summary>
    public static async Task<HandOffOffers> PlanAsync(RoutedCase routed, CancellationToken cancellationToken)
    {
        var facts = await (await routed.ReferralsAsync(cancellationToken)).FactsAsync(routed.Row, cancellationToken);
        var tried = OfferRules.Tried(routed.HandOffs, routed.Row.Round);
        return new HandOffOffers(routed, facts, RoutingPolicyEvaluator.Evaluate(routed.Policy, facts, tried));
    }

    /// <summary>
    /// Offers an accepted case in which something has become available that no lead has: nothing could be handed over before, or the
    /// lead is done with it. Then it is a new round under the decision that stands: teams may be asked again.
    /// </summary>
    public static async Task OfferWhatNobodyHasAsync(RoutedCase routed, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (BeginRound(routed, since) || routed.Row.Stage == CaseStage.AwaitingConsent)
            await (await PlanAsync(routed, cancellationToken)).OfferAllAsync(cancellationToken);
    }

    /// <summary>Begins a round where no lead has what became available; whether it did.</summary>
    public static bool BeginRound(RoutedCase routed, DateTimeOffset since)
    {
        if (routed.Row.Stage != CaseStage.Routed || !OfferRules.NobodyLeads(routed.HandOffs, since))
            return false;
        routed.Row.Round++;
        return true;
    }

    /// <summary>Who would be offered a part now that it is free; null when nobody is left.</summary>
    public Candidate? Next(HandOffRole role)
    {
        if (role == HandOffRole.Support)
            return null;
        if (role == HandOffRole.Lead && Choice is { } chosen)
            return WhyNotChoice is null ? RoutingPolicyEvaluator.TimesOf(routed.Policy, Plan.Rule, routed.Policy.Team(chosen)!, routed.Row.Priority) : null;
        return Plan.For(role).Candidates is [var first, ..] ? first : null;
    }

    /// <summary>Everything that the plan wants and that has not been offered. Nothing, while every referral waits for consent or has ended.</summary>
    public async Task OfferAllAsync(CancellationToken cancellationToken)
    {
        var row = routed.Row;
        var forLead = await CarriedAsync(HandOffRole.Lead, null, cancellationToken);
        if (forLead.Count == 0)
        {
            row.Stage = CaseStage.AwaitingConsent;
            return;
        }

        row.Stage = CaseStage.Routed;
        if (OfferRules.Wants(HandOffRole.Lead, routed.HandOffs, row.Round))
        {
            if (Next(HandOffRole.Lead) is not { } lead)
            {
                Orphan(WhyNotChoice ?? Plan.OrphanReason ?? OrphanReason.Exhausted);
                return;
            }

            Offer(HandOffRole.Lead, lead, forLead);
        }

        var forOthers = await CarriedAsync(HandOffRole.Support, null, cancellationToken);
        if (forOthers.Count == 0)
            return;
        foreach (var support in OfferRules.SupportWanted(Plan.Support, routed.HandOffs, row.Round).ToList())
            Offer(HandOffRole.Support, support, forOthers);
        if (OfferRules.Wants(HandOffRole.Aftercare, routed.HandOffs, row.Round) && Next(HandOffRole.Aftercare) is { } aftercare)
            Offer(HandOffRole.Aftercare, aftercare, forOthers);
    }

    /// <summary>The next team for a part that has become free, or the case goes back to an officer.</summary>
    public async Task OfferNextAsync(HandOffRole role, Candidate? next, OrphanReason otherwise, CancellationToken cancellationToken)
    {
        if (next is not null)
            Offer(role, next, await CarriedAsync(role, null, cancellationToken));
        else if (role == HandOffRole.Lead)
            Orphan(otherwise);
    }

    /// <summary>Offers what a team added to those whom the rule names for it.</summary>
    public async Task OfferNewInformationAsync(CancellationToken cancellationToken)
    {
        foreach (var support in OfferRules.SupportWanted(Plan.OnNewInformation, routed.HandOffs, routed.Row.Round).ToList())
        {
            var carried = await CarriedAsync(HandOffRole.Support, routed.Now, cancellationToken);
            if (carried.Count > 0)
                Offer(HandOffRole.Support, support, carried, routed.Now);
        }
    }

    /// <summary>No team takes it: an officer must.</summary>
    public void Orphan(OrphanReason reason)
    {
        routed.Row.Stage = CaseStage.Orphaned;
        routed.Publish(new CaseOrphaned { CountryCase = routed.Row.CountryCase, Reason = reason });
        routed.Leave(routed.Record(AuditTypes.Orphaned) with
        {
            From = routed.Row.Custodian,
            To = routed.Row.Custodian,
            Rule = Plan.RuleId,
            Details = new Dictionary<string, string> { ["reason"] = Words<OrphanReason>.Of(reason) },
        });
    }

    /// <summary>The hand-off by which a team passes its own on to another.</summary>
    public async Task<HandOffRow> OfferTransferAsync(HandOffRow from, PolicyTeam team, CancellationToken cancellationToken)
    {
        var candidate = RoutingPolicyEvaluator.TimesOf(routed.Policy, Plan.Rule, team, routed.Row.Priority);
        var carried = await CarriedAsync(from.Role, from.CarriesFrom, cancellationToken);
        return Offer(from.Role, candidate, carried, from.CarriesFrom, from);
    }

    /// <summary>The lead that the officer chose, until it has been asked in this round; null where none was.</summary>
    private string? Choice => routed.Row.LeadTeam is { } chosen
        && !routed.HandOffs.Exists(handOff => handOff.Round == routed.Row.Round && handOff.Role == HandOffRole.Lead && handOff.TeamId == chosen) ? chosen : null;

    /// <summary>
    /// Why the officer's choice cannot lead: the directory does not know it, or not as a lead, or it is the sender. Then no other team is
    /// asked in its place, but the officer again. Null where it can, or there is none.
    /// </summary>
    private OrphanReason? WhyNotChoice =>
        Choice is not { } chosen ? null
        : routed.Policy.Team(chosen) is not { } team || !team.Roles.Contains(HandOffRole.Lead) ? OrphanReason.NoTeam
        : RoutingPolicyEvaluator.IsSenderAs(HandOffRole.Lead, team, facts.AgencyIds) ? OrphanReason.SenderOnly
        : null;

    private async Task<CarriedReferrals> CarriedAsync(HandOffRole role, DateTimeOffset? from, CancellationToken cancellationToken) =>
        await (await routed.ReferralsAsync(cancellationToken)).CarriedAsync(role, from, cancellationToken);

    private HandOffRow Offer(HandOffRole role, Candidate candidate, CarriedReferrals carried, DateTimeOffset? carriesFrom = null, HandOffRow? transferOf = null)
    {
        var row = routed.Row;
        var rule = transferOf is not null ? RuleIds.Transfer
            : role == HandOffRole.Lead && Choice == candidate.TeamId ? RuleIds.Officer
            : Plan.RuleId;
        var handOff = new HandOffRow
        {
            HandOffId = Ids.New("hof"),
            CountryCase = row.CountryCase,
            Country = row.Country,
            TeamId = candidate.TeamId,
            Role = role,
            State = HandOffState.Offered,
            PolicyVersion = routed.Policy.Version,
            RuleId = rule,
            Round = row.Round,
            Attempt = OfferRules.NextAttempt(role, routed.HandOffs, row.Round),
            Priority = row.Priority,
            FromCustodian = row.Custodian,
            NextTeamId = transferOf is null && role != HandOffRole.Support
                ? Plan.For(role).Candidates.FirstOrDefault(next => next.TeamId != candidate.TeamId)?.TeamId
                : null,
            CarriesFrom = carriesFrom,
            OfferedAt = routed.Now,
            AcknowledgeBy = routed.Now + candidate.AcknowledgeWithin,
            FeedbackWithin = (long)candidate.FeedbackWithin.TotalMicroseconds,
            TransferOf = transferOf?.HandOffId,
        };
        routed.Add(handOff);
        var team = routed.Policy.Team(handOff.TeamId);
        routed.Publish(new HandOffOffered
        {
            HandOffId = handOff.HandOffId,
            CountryCase = row.CountryCase,
            TeamId = handOff.TeamId,
            TeamName = team?.Name,
            MemberLimits = team is { IsJoint: true } ? team.Members.ToDictionary(member => member.Agency, member => member.MaxTlp) : null,
            Role = role,
            PolicyVersion = handOff.PolicyVersion,
            RuleId = rule,
            AcknowledgeBy = handOff.AcknowledgeBy,
            Attempt = handOff.Attempt,
            ReferralIds = carried.ReferralIds,
            ReferralCount = carried.Count,
            WaitingCount = carried.Waiting,
        });
        routed.Leave(routed.Record(AuditTypes.Offered, handOff) with
        {
            From = row.Custodian,
            To = CustodyRules.Team(handOff.TeamId),
            Handling = HandlingText.Of(facts),
        });
        return handOff;
    }
}
