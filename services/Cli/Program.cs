using Referrals.Cli.CommandLine;

return await Application.RunAsync(args, Terminal.System());
