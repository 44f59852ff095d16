using System.CommandLine;
using System.Globalization;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;
using Referrals.Matching.V1;

namespace Referrals.Cli.Linking;

/// <summary><c>matches ID</c></summary>
internal static class MatchesVerb
{
    private static readonly Argument<string> Id = Options.Id("ID", "A referral, ref-…, or a case, case-…");
    private static readonly Option<MatchDecision[]> Decisions = Options.SomeOf<MatchDecision>("--decision", "Only with these decisions");
    private static readonly Option<bool> Why = Options.Flag("--why", "With every comparison, in bits");
    private static readonly Option<int> Similar = Options.Number("--similar", "Of a referral: list as many others whose narrative has the same unusual words, at most 20");

    public static Command Create() => Verb.Create("matches", "What a referral or case was matched with or may belong to, and why (officer)", [Id, Decisions, Why, Similar, Paging.Limit], async run =>
    {
        var clients = await run.CallAsync();
        var all = new GetMatchesResponse();
        await Paging.ReadAsync(run, async (size, token) =>
        {
            var request = new GetMatchesRequest { PageSize = size, PageToken = token };
            if (run.Get(Id).StartsWith("case-", StringComparison.Ordinal))
                request.CaseId = run.Get(Id);
            else
                request.ReferralId = run.Get(Id);
            request.Decisions.AddRange(run.Get(Decisions));
            request.SimilarNarratives = all.Matches.Count == 0 ? run.Get(Similar) : 0;
            var page = await clients.Matching.GetMatchesAsync(request, cancellationToken: run.CancellationToken);
            (all.Case, all.NextPageToken) = (page.Case, page.NextPageToken);
            all.Matches.AddRange(page.Matches);
            all.SimilarNarratives.AddRange(page.SimilarNarratives);
            return (page.Matches.Count, page.NextPageToken);
        });

        return run.Show(all, console =>
        {
            CorrectionView.Write(console, all.Case);
            var table = Tables.Of("Referral", "Case", "Decision", "Bits", "Strongest", "Reports", "Version");
            foreach (var match in all.Matches)
                table.Row(match.ReferralId, match.CaseId, match.Decision.Word(), Bits(match.Explanation.TotalBits), match.StrongestReason, match.ReferralCount.Count(), match.CaseVersion.Count());
            console.WriteOr(table, "It was matched with nothing.");
            foreach (var match in run.Get(Why) ? all.Matches : [])
                WriteWhy(console, match);
            if (run.Get(Similar) > 0)
                WriteSimilar(console, all);
            Paging.WriteMore(console, all.NextPageToken);
        });
    });

    private static void WriteWhy(Spectre.Console.IAnsiConsole console, Match match)
    {
        var why = match.Explanation;
        console.Line($"{match.ReferralId} and {match.CaseId}, model {why.ModelVersion}: prior {Bits(why.PriorBits)}, total {Bits(why.TotalBits)}, links from {Bits(why.LinkThresholdBits)}, suggests from {Bits(why.SuggestThresholdBits)}{(why.Obstacle == LinkObstacle.Unspecified ? "" : $"; not linked: {why.Obstacle.Word()}")}");
        var table = Tables.Of("Compared", "Level", "Bits", "Group", "Value", "Frequency");
        foreach (var compared in why.Comparisons)
        {
            table.Row(Field(compared.Field, compared.IdentifierType), compared.Level, Bits(compared.Bits), compared.Group, compared.MaskedValue, compared.Frequency.Count());
        }

        foreach (var dropped in why.DroppedKeys)
            table.Row(dropped.Field.Word(), "hot", "", "", dropped.MaskedValue, dropped.Frequency.Count());
        foreach (var values in why.SetAside)
            table.Row(Field(values.Field, values.IdentifierType), $"set aside: {values.Reason}", "", "", "", values.Count.Count());
        console.Write(table);
    }

    private static void WriteSimilar(Spectre.Console.IAnsiConsole console, GetMatchesResponse all)
    {
        var table = Tables.Of("Similar narrative", "Case", "Likeness", "Words in common");
        foreach (var similar in all.SimilarNarratives)
            table.Row(similar.ReferralId, similar.CaseId, similar.Likeness.ToString("0.00", CultureInfo.InvariantCulture), similar.SharedWords.Count());
        console.WriteOr(table, "No other narrative has unusual words in common with it.");
    }

    private static string Field(ComparedField field, IdentifierType type) => field == ComparedField.Identifier ? type.Word() : field.Word();

    private static string Bits(double bits) => bits.ToString("0.0", CultureInfo.InvariantCulture);
}
