using Referrals.Platform.Hosting;
using Referrals.Triage;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddTriage();

var app = builder.Build();
app.MapReferralsPlatform();
app.MapTriage();
await app.RunAsync();
