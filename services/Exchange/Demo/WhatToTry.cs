namespace Referrals.Exchange.Demo;

/// <summary>Commands for somebody who sees the exchange for the first time, to be copied as they are.</summary>
internal static class WhatToTry
{
    public static void Write(TextWriter output, ExchangeHost exchange, string trailOf)
    {
        const string Cli = "dotnet run --project services/Cli --";
        var data = exchange.Directory == Path.GetFullPath("./data") ? "" : $" --data {exchange.Directory}";
        output.WriteLine($"""

            Open one of these in a browser. Each signs in once; then a new one is in {Path.Combine(exchange.Directory, "sign-in")}.
              an officer decides what waits        {exchange.SignInLink("officer/okoro")}
              a team answers what it was handed    {exchange.SignInLink("team/nbi-ahtrad")}
              an agency follows what it sent       {exchange.SignInLink("agency/uk-nca")}
              an auditor checks who held it when   {exchange.SignInLink("auditor/mercier")}
              the operator sees what is stuck      {exchange.SignInLink("operator")}
            Or in another shell:
              {Cli} queue --as officer/okoro{data}
              {Cli} inbox --as team/nbi-ahtrad{data}
              {Cli} list --as agency/uk-nca{data}
              {Cli} trail {trailOf} --as auditor/mercier{data}
              {Cli} stats --as operator{data}
              {Cli} replay all{data}
            Stopped or killed, the exchange goes on where it was:
              dotnet run --project services/Exchange{(data.Length > 0 ? $" --{data}" : "")}
            """);
        output.Flush();
    }
}
