using System.CommandLine;
using Referrals.Benchmarks.Flood;
using Referrals.Benchmarks.Log;
using Referrals.Benchmarks.Pages;
using Referrals.Benchmarks.Pipeline;

var root = new RootCommand("Measures the exchange on this machine. Every speed stands beside a floor measured in the same run.")
{
    PipelineCommand.Create(), LogCommand.Create(), FloodCommand.Create(), FloodCommand.CreateFlooder(), PagesCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
