using Referrals.Platform.Hosting;
using Referrals.Routing;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddRouting();
var app = builder.Build();
app.MapReferralsPlatform();
app.MapRouting();
await app.RunAsync();
