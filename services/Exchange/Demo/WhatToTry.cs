namespace Referrals.Exchange.Demo;

/// <summary>Commands for somebody who sees the exchange for the first time, to be copied as they are.</summary>
internal static class WhatToTry
{
    public static void Write(TextWriter output, ExchangeHost exchange, string trailOf)
    {
        const string Cli = "dotnet run --project services/Cli --";
        var data = exchange.Directory == Path.GetFullPath("./data") ? "" : $" --data {exchange.Directory}";
        output.WriteLine($"""

            In another shell, try:
              {Cli} queue --as officer/okoro{data}
              {Cli} inbox --as team/nbi-ahtrad{data}
              {Cli} list --as agency/uk-nca{data}
              {Cli} trail {trailOf} --as auditor/mercier{data}
              {Cli} stats --as operator{data}
              {Cli} replay all{data}
            The page {exchange.Addresses.Web} says more. Stopped or killed, the exchange goes on where it was:
              dotnet run --project services/Exchange{(data.Length > 0 ? $" --{data}" : "")}
            """);
        output.Flush();
    }
}
