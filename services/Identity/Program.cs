using Referrals.Identity;
using Referrals.Platform.Hosting;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddIdentity();
var app = builder.Build();
app.MapReferralsPlatform();
app.MapIdentity();
await app.RunAsync();
