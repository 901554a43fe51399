// A whole AT Protocol network (accounts' server, directory, reading service) on 127.0.0.1, until the parent leaves.
// Sessions do not name the account’s server, so that a test may put a proxy in front of it.
const net = require('net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...given) {
  const first = given[0];
  if (first !== null && typeof first === 'object' && 'port' in first) {
    given[0] = { ...first, host: '127.0.0.1' };
  } else if (typeof first === 'number') {
    given.splice(1, typeof given[1] === 'string' ? 1 : 0, '127.0.0.1');
  }
  return listen.apply(this, given);
};

const { TestNetwork } = require('@atproto/dev-env');

const port = (name) => Number(process.env[`PORT_${name}`]);
TestNetwork.create({
  dbPostgresUrl: process.env.DB_POSTGRES_URL,
  dbPostgresSchema: 'liant',
  plc: { port: port('PLC') },
  pds: { port: port('PDS'), enableDidDocWithSession: false },
  bsky: { port: port('APPVIEW') },
  ozone: { port: port('OZONE') },
}).then((network) => {
  require('fs').writeFileSync(process.env.READY_FILE, JSON.stringify({
    pds: network.pds.url, appview: network.bsky.url, plc: network.plc.url, appviewDid: network.bsky.ctx.cfg.serverDid,
  }));
  process.on('SIGTERM', () => process.exit(0));
}).catch((error) => { console.error(error); process.exit(1); });
