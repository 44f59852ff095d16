using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Referrals.Exchange.Demo;

namespace Referrals.Exchange;

/// <summary>The command line of the exchange. Exit codes: 0 stopped in order, 1 could not start, or the demo failed.</summary>
public static class ExchangeCommand
{
    private static readonly DateTimeOffset SimulatedFrom = new(2017, 1, 9, 0, 0, 0, TimeSpan.Zero);

    private static readonly Option<bool> Demo = new("--demo")
    {
        Description = "Load the scenarios through the public API and say what to try; implies --simulated-clock",
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Data directory, made if it is not there",
        HelpName = "DIR",
        DefaultValueFactory = _ => "./data",
    };

    private static readonly Option<int> Port = PortOption("--port", "Port on loopback for web and JSON; 0 for any free one", 8080);

    private static readonly Option<int> GrpcPort = PortOption("--grpc-port", "Port on loopback for gRPC; 0 for any free one", 8081);

    private static readonly Option<DateTimeOffset?> Clock = new("--simulated-clock")
    {
        Description = "Business time that an operator may advance, from START on (2017-01-09 unless said); for demonstrations and tests",
        HelpName = "START",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ReadStart,
    };

    private static readonly Option<Uri?> Otlp = new("--otlp")
    {
        Description = "Send traces, metrics and logs to this OTLP endpoint (gRPC), for example http://localhost:4317",
        HelpName = "URL",
        CustomParser = ReadUrl,
    };

    public static RootCommand Create()
    {
        var command = new RootCommand("The referral exchange: every service in one process, on embedded storage.") { Demo, Data, Port, GrpcPort, Clock, Otlp };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var demo = arguments.GetValue(Demo);
        var simulated = demo || arguments.GetResult(Clock) is not null;
        var settings = new ExchangeSettings
        {
            Data = arguments.GetValue(Data)!,
            WebPort = arguments.GetValue(Port),
            GrpcPort = arguments.GetValue(GrpcPort),
            SimulatedFrom = simulated ? arguments.GetValue(Clock) ?? SimulatedFrom : null,
            Otlp = arguments.GetValue(Otlp),
            IsQuiet = demo,
            LinksSuffice = demo,
        };
        try
        {
            await using var exchange = await ExchangeHost.StartAsync(settings, cancellationToken);
            Welcome.WriteStarted(System.Console.Out, exchange);
            var code = demo ? await ScenarioDemo.RunAsync(exchange, System.Console.Out, exchange.Stopping) : 0;
            await exchange.WaitForStopAsync(cancellationToken);
            return code;
        }
        catch (StartRefusedException refused)
        {
            await System.Console.Error.WriteLineAsync($"The exchange does not start: {refused.Message}");
            return 1;
        }
    }

    private static Option<int> PortOption(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var port) && port is < 0 or > 65535)
                result.AddError($"{name} must be 0 to 65535");
        });
        return option;
    }

    private static DateTimeOffset? ReadStart(ArgumentResult result)
    {
        if (result.Tokens.Count == 0)
            return SimulatedFrom;
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start))
            return start;
        result.AddError("--simulated-clock takes a date or a time in UTC, such as 2017-01-09");
        return null;
    }

    private static Uri? ReadUrl(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        result.AddError("--otlp takes an http:// or https:// address");
        return null;
    }
}
