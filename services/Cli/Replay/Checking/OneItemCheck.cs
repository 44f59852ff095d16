using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Triage.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary>
/// <c>oneItem</c>: for an officer the case is one item, with so many referrals of so many agencies. Where a replay is repeated,
/// what later steps add (<c>addedLater</c>) is there already.
/// </summary>
internal sealed record OneItemCheck(CasePick Case, int Reports, int AddedLater, int Agencies) : ICheck
{
    public static OneItemCheck Read(ScenarioNode node) => new(CasePick.Read(node), node.Number("reports"), node.Number("addedLater"), node.Number("agencies"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var request = new ListQueueRequest { Filter = new QueueFilter { CaseId = await step.World.CaseAsync(step.Referral(Case.Of), cancellationToken) } };
        request.Filter.States.AddRange(Enum.GetValues<CountryCaseState>().Where(state => state != CountryCaseState.Unspecified));
        var items = (await step.Clients.Triage.ListQueueAsync(request, cancellationToken: cancellationToken)).Cases;
        return Verdict.That(
            items.Count == 1 && items[0].Country == Case.Country && (items[0].ReportCount == Reports || items[0].ReportCount == Reports + AddedLater) && items[0].AgencyCount == Agencies,
            $"there are {string.Join("; ", items.Select(item => $"{item.Name} with {item.ReportCount} of {item.AgencyCount} agencies"))}");
    }
}
