import { ashEdit, call, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const join = 'lib/lodge/stays/house_amenity.ex';

export default defineTask({
  title: 'A join resource links a pair once, and is crossed both ways',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'Some houses list an amenity twice, because the link is stored twice. Stop that in the database. I also need `houses` on an amenity, the way back of `amenities` on a house.',
    },
  ],
  expects: {
    gone: [{ rule: 'relationships/join-not-unique', path: join }],
    facts: [
      { resource: 'Lodge.Stays.HouseAmenity', has: 'identities', like: { keys: ['house_id', 'amenity_id'] } },
      {
        resource: 'Lodge.Stays.Amenity',
        has: 'relationships',
        like: { name: 'houses', type: 'many_to_many', through: 'Lodge.Stays.HouseAmenity' },
      },
    ],
    touches: [join, 'lib/lodge/stays/amenity.ex'],
  },
  solution: {
    replies: [
      call({ check: { rules: ['relationships'] } }),
      ashEdit({ kind: 'add_identity', resource: 'Lodge.Stays.HouseAmenity', keys: ['house_id', 'amenity_id'] }),
      ashEdit({
        kind: 'add_relationship',
        resource: 'Lodge.Stays.Amenity',
        type: 'many_to_many',
        name: 'houses',
        destination: 'Lodge.Stays.House',
        through: 'Lodge.Stays.HouseAmenity',
      }),
      say('The pair is unique, and amenities know their houses.'),
    ],
  },
  mistakes: [
    {
      name: 'lets a house have a single amenity',
      replies: [
        ashEdit({ kind: 'add_identity', resource: 'Lodge.Stays.HouseAmenity', keys: ['house_id'] }),
        say('A house cannot list an amenity twice any more.'),
      ],
      fails: ['facts'],
    },
  ],
});
