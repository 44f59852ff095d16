using Referrals.Console;
using Referrals.Console.Serving;
using Referrals.Platform.Hosting;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddConsole();

var app = builder.Build();
app.MapReferralsPlatform();
app.MapConsole();
app.MapExchangeAddresses();
await app.RunAsync();
