using Referrals.Audit;
using Referrals.Platform.Hosting;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddAudit();
var app = builder.Build();
app.MapReferralsPlatform();
app.MapAudit();
await app.RunAsync();
