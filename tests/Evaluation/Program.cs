using Referrals.Evaluation.Match;
using Referrals.Evaluation.Pdq;

return args switch
{
    ["match", var folder, "--errors"] => MatchCommand.Run(folder, json: false, errors: true),
    ["match", var folder] => MatchCommand.Run(folder, json: false),
    ["match", var folder, "--json"] => MatchCommand.Run(folder, json: true),
    ["match", "--json", var folder] => MatchCommand.Run(folder, json: true),
    ["pdq", var needles, var haystack] => PdqCommand.Run(needles, haystack),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: match DIR [--json | --errors] | pdq NEEDLES HAYSTACK | scale --records N");
    return 2;
}
