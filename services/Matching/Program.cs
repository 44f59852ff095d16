using Referrals.Matching;
using Referrals.Platform.Hosting;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddMatching();
var app = builder.Build();
app.MapReferralsPlatform();
app.MapMatching();
await app.RunAsync();
