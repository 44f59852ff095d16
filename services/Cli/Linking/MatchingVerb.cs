using System.CommandLine;
using System.Globalization;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Operating;
using Referrals.Cli.Views;
using Referrals.Matching.V1;

namespace Referrals.Cli.Linking;

/// <summary><c>matching train|use</c></summary>
internal static class MatchingVerb
{
    private static readonly Option<int> Referrals = Options.Number("--referrals", "From how many of the newest referrals to learn; 10,000 unless given");
    private static readonly Option<bool> Preview = Options.Flag("--preview", "Only tell what would be learned");
    private static readonly Argument<string> Version = Options.Id("VERSION", "The version of a model that was trained before, or of the one that is shipped");

    public static Command Create() => Verb.Group("matching", "What the matcher has learned from the stored referrals", Train(), Use());

    private static Command Train() => Verb.Create("train", "Learns the weights of comparisons from the stored referrals, without labels, and puts them in force (operator)", [Referrals, Preview], async run =>
    {
        var clients = await run.CallAsync(Processes.Operator);
        var request = new TrainModelRequest { RequestId = run.RequestId(), Referrals = run.Get(Referrals), ValidateOnly = run.Get(Preview) };
        var response = await clients.Matching.TrainModelAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console =>
        {
            console.Line($"Learned from {response.Referrals} referrals: {response.CandidatePairs} pairs that share a key, of which {Share(response.MatchingShare)} match, and {response.ChancePairs} by chance.");
            var table = Tables.Of("Level", "Bits before", "Bits", "m before", "m", "u before", "u");
            foreach (var level in response.Levels)
                table.Row(level.Level, Bits(level.MBefore, level.UBefore), Bits(level.M, level.U), Number(level.MBefore), Number(level.M), Number(level.UBefore), Number(level.U));
            console.WriteOr(table, "No level was seen often enough to weigh otherwise.");
            console.Line(request.ValidateOnly ? "Nothing has changed." : $"In force: {response.Version}");
        });
    });

    private static Command Use() => Verb.Create("use", "Puts an earlier model in force (operator)", [Version], async run =>
    {
        var clients = await run.CallAsync(Processes.Operator);
        var response = await clients.Matching.UseModelAsync(new UseModelRequest { RequestId = run.RequestId(), Version = run.Get(Version) }, cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Line($"In force: {response.Version}, before it {response.PreviousVersion}"));
    });

    private static string Bits(double m, double u) => Math.Log2(m / u).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(double share) => share.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);
}
