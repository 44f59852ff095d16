using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Triage.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>ahead</c>: in the queue, as it opens, one case stands before another.</summary>
internal sealed record AheadCheck(CasePick Case, string Behind) : ICheck
{
    public static AheadCheck Read(ScenarioNode node) => new(CasePick.Read(node), node.Text("behind"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var ahead = await PlaceAsync(step, Case, cancellationToken);
        var behind = await PlaceAsync(step, Case with { Of = Behind }, cancellationToken);
        return Verdict.That(ahead >= 0 && (behind < 0 || ahead < behind), $"it is number {ahead + 1}, the other number {behind + 1}");
    }

    private static async Task<int> PlaceAsync(StepContext step, CasePick pick, CancellationToken cancellationToken)
    {
        var name = await step.CountryCaseAsync(pick, cancellationToken);
        var place = 0;
        var request = new ListQueueRequest { PageSize = 200 };
        do
        {
            var page = await step.Clients.Triage.ListQueueAsync(request, cancellationToken: cancellationToken);
            for (var i = 0; i < page.Cases.Count; i++, place++)
            {
                if (page.Cases[i].Name == name)
                    return place;
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return -1;
    }
}
