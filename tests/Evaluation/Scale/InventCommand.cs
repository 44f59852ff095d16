using System.CommandLine;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Referrals.Evaluation.Scale;

/// <summary><c>invent DIR --records N [--seed N]</c>: the corpus of <c>scale</c> as a folder that <c>match</c> reads, with the matter of each referral as its entity.</summary>
internal static class InventCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "Where records.jsonl is written" };
        var records = new Option<int>("--records") { Description = "Referrals to invent", Required = true };
        var seed = new Option<int>("--seed") { Description = "What the corpus is made from", DefaultValueFactory = _ => 1 };
        var command = new Command("invent", "Write the invented corpus that scale loads as a folder for match") { folder, records, seed };
        command.SetAction(arguments => Write(arguments.GetRequiredValue(folder), arguments.GetValue(records), new InventedCorpus(arguments.GetValue(seed))));
        return command;
    }

    /// <summary>Writes a corpus as a folder of records.</summary>
    public static void Write(DirectoryInfo folder, int records, InventedCorpus corpus)
    {
        folder.Create();
        File.WriteAllLines(Path.Combine(folder.FullName, "records.jsonl"), Enumerable.Range(0, records).Select(number => new JsonObject
        {
            ["recordId"] = InventedCorpus.IdOf(number),
            ["entityId"] = InventedCorpus.CaseOf(corpus.MatterOf(number)),
            ["referral"] = JsonNode.Parse(JsonFormatter.Default.Format(corpus.Referral(number))),
        }.ToJsonString()));
    }
}
