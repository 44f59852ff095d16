namespace Referrals.Exchange;

/// <summary>What is printed once the exchange answers.</summary>
internal static class Welcome
{
    public static void WriteStarted(TextWriter output, ExchangeHost exchange)
    {
        output.WriteLine($"""
            The exchange runs.
              web          {exchange.Addresses.Web}
              gRPC         {exchange.Addresses.Grpc.Values.First()}
              data         {exchange.Directory}
              credentials  {Path.Combine(exchange.Directory, "credentials")}
              clock        {(exchange.Addresses.SimulatedClock ? "simulated" : "real time")}
            Stop it with Ctrl+C.

            """);
        output.Flush();
    }
}
