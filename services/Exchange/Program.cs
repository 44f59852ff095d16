using System.CommandLine;
using Referrals.Exchange;

// The host stops itself in order on SIGTERM and Ctrl+C; the command line must not end the process meanwhile.
return await ExchangeCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
