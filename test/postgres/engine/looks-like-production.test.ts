import { expect, it } from 'vitest';
import { looksLikeProduction } from '../../../src/postgres/engine/looks-like-production.ts';

it.each([
  ['postgresql://me:secret@shop.abc123.eu-west-1.rds.amazonaws.com/shop', 'Amazon RDS'],
  ['postgres://me:secret@ep-cool-name.eu-central-1.aws.neon.tech/shop', 'Neon'],
  ['postgres://me:secret@db.abcdefgh.supabase.co:5432/postgres', 'Supabase'],
  ['postgres://me:secret@aws-0-eu.pooler.supabase.com:6543/postgres', 'Supabase'],
  ['postgres://me:secret@shop.postgres.database.azure.com/shop', 'Azure'],
  ['postgres://me:secret@dpg-abc-a.frankfurt-postgres.render.com/shop', 'Render'],
  ['postgres://me:secret@shop-db.flycast/shop', 'Fly'],
  ['postgres://me:secret@top2.nearest.of.shop-db.internal/shop', 'private network'],
  ['postgres://me:secret@db.example.com/shop_dev', 'neither this machine'],
  ['postgres://me:secret@203.0.113.7/shop_dev', 'neither this machine'],
  ['postgres://me:secret@172.32.0.1/shop_dev', 'neither this machine'],
  ['postgres://me:secret@[2001:db8::1]/shop_dev', 'neither this machine'],
  ['postgres://me:secret@localhost/shop_dev?host=db.example.com', 'neither this machine'],
  ['postgres://me:secret@localhost/shop_prod', 'its database speaks'],
  ['postgres://me:secret@localhost/shop_production', 'its database speaks'],
  ['postgres://me:secret@localhost/live', 'its database speaks'],
  ['postgres://me:secret@localhost/shop?dbname=shopprod', 'its database speaks'],
  ['postgres://prod_reader:secret@localhost/shop', 'its user speaks'],
  ['postgres://me:secret@prod-db/shop', 'its host speaks'],
])('%s does', (connectionString, reason) => {
  const said = looksLikeProduction(connectionString);
  expect(said).toContain(reason);
  expect(said).not.toContain('secret');
});

it.each([
  'postgres://me:secret@localhost/shop_dev',
  'postgres://localhost',
  'postgres://postgres:postgres@db:5432/products',
  'postgres://me@127.0.0.1:5433/olives_reproduced',
  'postgres://me@[::1]/shop',
  'postgres://me@192.168.1.4/shop',
  'postgres://me@172.20.0.2/shop',
  'postgres://me@[fd00::1]/shop',
  'postgres://me@host.docker.internal/shop',
  'postgres:///shop?host=/var/run/postgresql',
  'postgres://me@build-server.local/shop',
])('%s does not', (connectionString) => {
  expect(looksLikeProduction(connectionString)).toBeUndefined();
});
