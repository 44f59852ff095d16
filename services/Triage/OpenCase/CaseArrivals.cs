using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Brings a referral into a country case: opens it, or lets it join what is there.</summary>
internal sealed class CaseArrivals(DeskMap desks, CaseQueue queue)
{
    public async Task ArriveAsync(Work<TriageDbContext> work, Arrival arrival, CancellationToken cancellationToken)
    {
        var row = arrival.IsFirst ? null : await work.FindCaseAsync(arrival.CountryCase, cancellationToken);
        if (row is null)
            Open(work, arrival);
        else
            await JoinAsync(work, row, arrival, cancellationToken);
    }

    private void Open(Work<TriageDbContext> work, Arrival arrival)
    {
        var calls = PriorityRules.OfReferral(arrival.Referral);
        var row = new CountryCaseRow
        {
            Name = arrival.CountryCase,
            CaseId = arrival.CaseId,
            Country = arrival.Country,
            Desk = desks.Of(arrival.Country),
            ReferralPriority = calls.Priority,
            ReferralPriorityReason = calls.Reason,
        };
        work.Db.CountryCases.Add(row);
        if (arrival.IsReport)
            work.Db.CaseAgencies.Add(new CaseAgencyRow { CountryCase = row.Name, AgencyId = arrival.Referral.AgencyId });
        Keep(work, row, arrival, calls, isNewAgency: arrival.IsReport);
        (row.Priority, row.PriorityReason) = (calls.Priority, calls.Reason);
        queue.Open(work, row, arrival.Referral.ReferralId, reopened: false);
    }

    private async Task JoinAsync(Work<TriageDbContext> work, CountryCaseRow row, Arrival arrival, CancellationToken cancellationToken)
    {
        var known = await work.FindReferralAsync(row.Name, arrival.Referral.ReferralId, cancellationToken);
        if (known is { MovedTo: null })
            return;
        var calls = PriorityRules.OfReferral(arrival.Referral);
        var effect = JoinRules.Effect(row.Name, row.State, row.Priority, row.MissingDatum, arrival.Referral, calls);
        var before = CaseTotals.Assess(row);
        var tells = Keep(work, row, arrival, calls, await IsNewAgencyAsync(work, row, arrival, cancellationToken), known);
        var change = new CaseChange(work, row);
        change.Record(new AuditEntry { Type = AuditTypes.Linked, Referral = arrival.Referral.ReferralId, Agency = arrival.Referral.AgencyId });

        var after = PriorityRules.AfterNewFacts(new(row.Priority, row.PriorityReason), before, CaseTotals.Assess(row), null, calls);
        if (effect == JoinEffect.Reopens)
        {
            (row.Priority, row.PriorityReason) = (after.Priority, after.Reason);
            queue.Open(work, row, arrival.Referral.ReferralId, reopened: true);
        }
        else if (effect != JoinEffect.Counts)
        {
            var raised = queue.Raise(work, row, after);
            if (!raised && tells)
                change.Touch(DecisionKind.CaseChanged);
            if (raised || tells)
                queue.Resume(work, row);
        }
    }

    private static bool Keep(Work<TriageDbContext> work, CountryCaseRow row, Arrival arrival, Assessment calls, bool isNewAgency, CaseReferralRow? known = null)
    {
        var tells = CaseTotals.Add(row, arrival, isNewAgency);
        if (known is not null)
        {
            // It is back from another case, in its old place.
            (known.Gone, known.MovedTo, known.Priority, known.Completeness) = (false, null, calls.Priority, arrival.Referral.Completeness);
            (known.EvidenceItems, known.Metadata) = (arrival.Referral.EvidenceItems, EventJson.Write(arrival.Referral));
            return tells;
        }

        work.Db.CaseReferrals.Add(new CaseReferralRow
        {
            CountryCase = row.Name,
            ReferralId = arrival.Referral.ReferralId,
            AgencyReference = arrival.Referral.AgencyReference,
            Position = row.JoinedCount,
            Priority = calls.Priority,
            Completeness = arrival.Referral.Completeness,
            EvidenceItems = arrival.Referral.EvidenceItems,
            Metadata = EventJson.Write(arrival.Referral),
        });
        return tells;
    }

    /// <summary>Adds the agency if it is new. The row lists the first ones, so that only a case of many asks the table.</summary>
    private static async Task<bool> IsNewAgencyAsync(Work<TriageDbContext> work, CountryCaseRow row, Arrival arrival, CancellationToken cancellationToken)
    {
        var agency = arrival.Referral.AgencyId;
        if (!arrival.IsReport || row.AgencyIds.Contains(agency))
            return false;
        if (row.AgencyCount > row.AgencyIds.Count && await work.Db.CaseAgencies.FindAsync([row.Name, agency], cancellationToken) is not null)
            return false;
        work.Db.CaseAgencies.Add(new CaseAgencyRow { CountryCase = row.Name, AgencyId = agency });
        return true;
    }
}
