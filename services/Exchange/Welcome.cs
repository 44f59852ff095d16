namespace Referrals.Exchange;

/// <summary>What is printed once the exchange answers.</summary>
internal static class Welcome
{
    public static void WriteStarted(TextWriter output, ExchangeHost exchange)
    {
        output.WriteLine($"""
            The exchange runs.
              console      {exchange.Addresses.Console}
              JSON         {exchange.Addresses.Web}/v1
              gRPC         {exchange.Addresses.Grpc.Values.First()}
              data         {exchange.Directory}
              credentials  {Path.Combine(exchange.Directory, "credentials")}
              sign-in      {Path.Combine(exchange.Directory, "sign-in")} (one-time links into the console, for the first sign-in)
              clock        {(exchange.Addresses.SimulatedClock ? "simulated" : "real time")}
            Stop it with Ctrl+C.

            """);
        output.Flush();
    }
}
