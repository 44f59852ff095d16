using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Deciding;
using Referrals.Cli.Views;

namespace Referrals.Cli.Watching;

/// <summary><c>explain ID</c></summary>
internal static class ExplainVerb
{
    public static Command Create() => Verb.Create("explain", "How a case was routed, or would be: each rule and each condition (officer, auditor, operator)", [CaseVerb.Id], async run =>
    {
        var clients = await run.CallAsync();
        var name = await CountryCaseNames.ResolveAsync(clients.Triage, run.Get(CaseVerb.Id), run.CancellationToken);
        var response = await clients.Routing.ExplainAsync(new() { CountryCase = name }, cancellationToken: run.CancellationToken);
        return run.Show(response, console =>
        {
            var explanation = response.Explanation;
            console.Facts(
                ("Policy", explanation.PolicyVersion),
                ("Rule", explanation.RuleId),
                ("Orphaned", explanation.OrphanReason.Word()),
                ("Wait for consent", explanation.ReferralsWaiting.Count()));
            var trials = Tables.Of("Rule", "Matched", "Condition", "Asked for", "The case has", "Held");
            foreach (var trial in explanation.Trials)
            {
                trials.Row(trial.RuleId, trial.Matched ? trial.PassedOver ? "yes, but later" : "yes" : "no", "", "", "", "");
                foreach (var condition in trial.Conditions)
                    trials.Row("", "", condition.Condition, string.Join(", ", condition.Expected), string.Join(", ", condition.Actual), condition.Held ? "yes" : "no");
            }

            console.WriteOr(trials, "No rule was tried.");
            var planned = Tables.Of("Role", "Team", "Acknowledge within", "Then", "Passed over");
            foreach (var handOff in explanation.Planned)
            {
                planned.Row(
                    handOff.Role.Word(),
                    handOff.TeamId,
                    Times.Words(handOff.AcknowledgeWithin),
                    string.Join(", ", handOff.NextTeamIds),
                    string.Join(", ", handOff.Skipped.Select(team => $"{team.TeamId} ({team.Reason})")));
            }

            console.WriteOr(planned, "Nobody would be offered it.");
        });
    });
}
