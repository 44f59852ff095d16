using Referrals.Console;
using Referrals.Platform.Hosting;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddConsole();

var app = builder.Build();
app.MapReferralsPlatform();
app.MapConsole();
await app.RunAsync();
