using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Evaluation.Match;
using Referrals.Matching;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.Storage;
using Referrals.Platform.Outbox;
using Referrals.Testing;

namespace Referrals.Evaluation.Scale;

/// <summary><c>scale --records N [--store postgres|sqlite] [--keep DIR] [--decisions N] [--rate N] [--seed N] [--json]</c></summary>
internal static class ScaleCommand
{
    // Until the compiler is done with what every decision runs.
    private const int WarmUp = 6_000;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static Command Create()
    {
        var records = new Option<int>("--records") { Description = "Referrals that are in the store before decisions are measured", Required = true };
        var store = new Option<StoreKind>("--store") { Description = "Where they are stored", DefaultValueFactory = _ => StoreKind.Postgres };
        var keep = new Option<DirectoryInfo?>("--keep") { Description = "Where the PostgreSQL server with the filled store is kept: what is there already is measured again and not loaded" };
        var decisions = new Option<int>("--decisions") { Description = "Decisions that are measured", DefaultValueFactory = _ => 2_000 };
        var rate = new Option<int>("--rate") { Description = "Decisions a second, arriving by chance, of the second measure", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "What the corpus is made from", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        var command = new Command("scale", "Fill a store with an invented corpus and measure decisions on top: from the event to the commit, the content fetched from a neighbour")
        {
            records, store, keep, decisions, rate, seed, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var figures = await RunAsync(
                arguments.GetValue(records), arguments.GetValue(store), arguments.GetValue(keep), arguments.GetValue(decisions), arguments.GetValue(rate), arguments.GetValue(seed), cancellationToken);
            await System.Console.Out.WriteLineAsync(arguments.GetValue(json) ? JsonSerializer.Serialize(figures, Json) : Figures.Text(figures));
        });
        return command;
    }

    private static async Task<SortedDictionary<string, object>> RunAsync(int records, StoreKind kind, DirectoryInfo? keep, int decisions, int rate, int seed, CancellationToken cancellationToken)
    {
        var corpus = new InventedCorpus(seed);
        await using var intake = await FakeService.StartAsync(new InventedIntake(corpus));
        await using var log = await FakeService.StartAsync(new InventedLog());
        await using var kept = keep is null ? null : await KeptStore.OpenAsync(keep, kind);
        var settings = (kept?.Settings ?? new ServiceSettings()) with
        {
            Configuration = new Dictionary<string, string> { ["Services:intake"] = intake.Address, ["Services:audit"] = log.Address },
        };
        await using var matching = await ServiceUnderTest.StartAsync<MatchingDbContext>(kind, Add, app => app.MapMatching(), settings);
        var size = new StoreSize(matching);
        var watch = Stopwatch.StartNew();
        var first = await NextAsync(matching, cancellationToken);
        var indexes = new SearchIndexes(matching.Database);
        if (first == 0)
        {
            var loader = new CorpusLoader(matching.Store, matching.Services.GetRequiredService<MatchingSecret>().Value, corpus);
            await indexes.DropAsync(cancellationToken);
            await loader.LoadAsync(records, new Progress(records), cancellationToken);
            await indexes.CreateAsync(cancellationToken);
            await size.SettleAsync(cancellationToken);
            first = records;
        }

        await indexes.WarmAsync(cancellationToken);
        var loaded = watch.Elapsed.TotalSeconds;
        var bytes = await size.BytesAsync(cancellationToken);

        // An instance applies one batch at a time: two writers are two instances.
        await using var second = kind == StoreKind.Postgres
            ? await ServiceUnderTest.StartAsync<MatchingDbContext>(
                kind, Add, app => app.MapMatching(), settings with { Database = matching.Database, DataDirectory = matching.DataDirectory })
            : null;
        ServiceUnderTest<MatchingDbContext>[] writers = second is null ? [matching] : [matching, second];
        using var decide = new Decisions(writers);
        await decide.DeliverAsync(first, WarmUp);

        // To count what nobody takes from here, as services do for operators, would cost more than decisions do.
        await matching.Store.ExecuteAsync((work, token) => work.Sql.ExecuteAsync("delete from outbox", [], token), cancellationToken);
        var stolen = new StolenTime();
        var figures = await decide.DeliverAsync(first + WarmUp, decisions);
        figures["oneRow"] = await decide.WriteRowsAsync(first);
        figures["atRate"] = await decide.DeliverAsync(first + WarmUp + decisions, decisions, rate);
        if (stolen.Share() is { } share)
            figures["stolen"] = share;
        figures["records"] = first;
        figures["store"] = kind.ToString().ToLowerInvariant();
        figures["loadSeconds"] = Math.Round(loaded);
        figures["bytesPerReferral"] = new SortedDictionary<string, object>(bytes.Append(new("total", bytes.Values.Sum())).ToDictionary(table => table.Key, table => (object)(table.Value / Math.Max(1, first))));
        figures["link"] = await JudgeAsync(matching, corpus, first + WarmUp);
        return figures;
    }

    /// <summary>The number of the first referral that the store does not hold.</summary>
    private static Task<int> NextAsync(ServiceUnderTest<MatchingDbContext> matching, CancellationToken cancellationToken) => matching.Store.ReadSqlAsync(
        async (sql, token) => await sql.ScalarAsync<string>("select max(id) from referrals", [], token) is { } last ? InventedCorpus.NumberOf(last) + 1 : 0, cancellationToken);

    /// <summary>As with a broker, which takes what is in the outbox; here nobody does.</summary>
    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddMatching();
        builder.Services.AddSingleton(new EmbeddedBus(false));
    }

    /// <summary>
    /// Holds what was decided against what is true: a link is right when most others of its case are of the referral's matter; recall is the share of
    /// those with an earlier report of their matter that were linked so.
    /// </summary>
    private static async Task<SortedDictionary<string, object>> JudgeAsync(ServiceUnderTest<MatchingDbContext> matching, InventedCorpus corpus, int from)
    {
        var decided = await matching.Store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                "select id, case_id, decision from referrals where id >= @p0",
                [InventedCorpus.IdOf(from)],
                row => (Number: InventedCorpus.NumberOf(row.Text(0)), CaseId: row.Text(1), IsLinked: row.Text(2) == nameof(MatchDecision.Linked)),
                token),
            CancellationToken.None);
        var linked = decided.Where(referral => referral.IsLinked).ToList();
        var held = (await matching.Store.ReadSqlAsync(
            (sql, token) => sql.QueryAmongAsync(
                "select case_id, id from referrals where case_id", [.. linked.Select(referral => referral.CaseId).Distinct()], row => (CaseId: row.Text(0), Number: InventedCorpus.NumberOf(row.Text(1))), token),
            CancellationToken.None)).ToLookup(row => row.CaseId, row => row.Number);
        var right = linked.Count(referral => IsRight(referral.Number, [.. held[referral.CaseId].Where(number => number != referral.Number)]));
        var repeats = decided.Count(referral => corpus.MatterOf(referral.Number) != referral.Number);
        return new() { ["precision"] = Share(right, linked.Count), ["recall"] = Share(right, repeats), ["repeats"] = repeats };

        bool IsRight(int number, List<int> others) => others.Count(other => corpus.MatterOf(other) == corpus.MatterOf(number)) * 2 > others.Count;
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);

    private sealed class Progress(int total) : IProgress<int>
    {
        private const int Every = 100_000;

        public void Report(int value)
        {
            if (value % Every == 0 || value == total)
                System.Console.Error.WriteLine($"{value} of {total} loaded");
        }
    }
}
