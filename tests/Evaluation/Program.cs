using System.CommandLine;
using Referrals.Evaluation.Match;
using Referrals.Evaluation.Pdq;
using Referrals.Evaluation.Scale;

var folder = new Argument<string>("DIR") { Description = "A folder with records.jsonl, and pairs.csv where pairs are what is known" };
var json = new Option<bool>("--json") { Description = "Print one JSON object" };
var errors = new Option<bool>("--errors") { Description = "List what was decided wrongly first" };
var trained = new Option<bool>("--trained") { Description = "First learn from the records, without their entities" };
var match = new Command("match", "Stream a folder of records through the shipped decision code and measure what it decides") { folder, json, errors, trained };
match.SetAction(arguments => MatchCommand.Run(arguments.GetValue(folder)!, arguments.GetValue(json), arguments.GetValue(errors), arguments.GetValue(trained)));

var needles = new Argument<string>("NEEDLES") { Description = "A file with a PDQ hash in each line" };
var haystack = new Argument<string>("HAYSTACK") { Description = "Another one" };
var pdq = new Command("pdq", "Count the pairs of two lists of picture hashes that are within 31 bits") { needles, haystack };
pdq.SetAction(arguments => PdqCommand.Run(arguments.GetValue(needles)!, arguments.GetValue(haystack)!));

return await new RootCommand("Measures what the matcher decides") { match, pdq, ScaleCommand.Create(), InventCommand.Create() }.Parse(args).InvokeAsync();
